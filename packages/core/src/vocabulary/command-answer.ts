import type { Entry } from "./entry.ts";

/** What whoever gave a command is told. */
export interface CommandAnswer {
  /**
   * `repeated`: decided on before, with the same key. `conflict`: nothing was decided, because the ledger does not end
   * where the asker saw its end, or the key was used for another command. `busy`: nothing was decided; ask again.
   */
  readonly result: "accepted" | "refused" | "repeated" | "conflict" | "unknown-model" | "busy";
  /** The ledger's end; 0 when it could not be read. */
  readonly sequence: number;
  /** What the decision wrote; for a repeated command what it wrote the first time. */
  readonly entries: readonly Entry[];
  /** Why nothing follows from it; null when something does. */
  readonly why: string | null;
  /** True when the conflict is that the key was used for another command. */
  readonly key?: true;
}
