import type { Severity } from "../ledger/entry.ts";

/** An alert as it is told outside, its links signed. */
export interface AlertMessage {
  readonly model: string;
  /** The alert's own entry. */
  readonly sequence: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly event: "raised" | "escalated" | "resolved";
  /** The same for all that is told of one condition. */
  readonly key: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly body: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}
