import type { Finished } from "../run.ts";

/** Something that holds in every run, whatever the faults. */
export interface Invariant {
  readonly name: string;
  /** In words, as docs/concepts/promises.md has it. */
  readonly promise: string;
  /** What broke it, a sentence each; none when it held. */
  readonly broken: (finished: Finished) => readonly string[];
}
