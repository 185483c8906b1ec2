import type { Entry } from "../ledger/entry.ts";

/** What became of a command, as the function `command` answers it. */
export interface CommandAnswer {
  /**
   * `repeated`: the same command was decided on before, and `entries` are what it led to then. `conflict`: nothing was
   * written, because the ledger has gone on since the asker looked, or, when `key` is true, because the idempotency
   * key was used for another command. `busy`: other writers were always first, or AWS does not answer now; try again.
   */
  readonly result: "accepted" | "refused" | "repeated" | "conflict" | "unknown model" | "busy";
  /** The ledger's end after it. */
  readonly sequence: number;
  /** Everything that the command caused, `command-accepted` or `command-refused` first. */
  readonly entries: readonly Entry[];
  readonly why: string | null;
  readonly key?: true;
}
