/** The ledger cannot be replayed under the policy: the message says why, where, and what to do. */
export class ReplayRefused extends Error {
  override readonly name = "ReplayRefused";
  /** What is wrong: the ledger, or the policy beside it. */
  readonly of: "ledger" | "policy";
  constructor(of: "ledger" | "policy", message: string, options?: ErrorOptions) {
    super(message, options);
    this.of = of;
  }
}
