import type { Entry } from "../vocabulary/entry.ts";
import type { State } from "../vocabulary/state.ts";

/** A state that a process folded itself, and what it appended last to come to it. */
export interface KnownState {
  readonly state: State;
  /** The entry that its reading began after, which a snapshot was of; 0 when all were read. */
  readonly after: number;
  /** The sequence that the ledger ended with before its last append. */
  readonly before: number;
  /** The last entry of that append. */
  readonly last: Entry;
}

/** A state has some hundred kilobytes; a process that handles many models knows those it handled last. */
const most = 16;

/**
 * States that a process came to by its own appends: the next signal of the model goes on from there, and neither a
 * snapshot is read nor an entry folded again. The ledger has the last word: what was appended must still stand in it.
 */
export class KnownStates {
  readonly #states = new Map<string, KnownState>();

  of(model: string): KnownState | null {
    return this.#states.get(model) ?? null;
  }

  keep(known: KnownState): void {
    const { model } = known.state;
    this.#states.delete(model);
    this.#states.set(model, known);
    const [oldest] = this.#states.keys();
    if (this.#states.size > most && oldest !== undefined) this.#states.delete(oldest);
  }

  forget(model: string): void {
    this.#states.delete(model);
  }
}

/**
 * The entries that came after a known state; null when the ledger has not what it rests on: another one lies under its name
 * now, or it was restored.
 *
 * @param entries those of its last append and all after them, as the ledger has them now
 */
export function entriesAfter(
  { state, before, last }: KnownState,
  entries: readonly Entry[],
): readonly Entry[] | null {
  const own = state.sequence - before;
  const found = entries[own - 1];
  return found !== undefined && isSame(found, last) ? entries.slice(own) : null;
}

/** No two entries of one sequence have the same moment, cause and reason. */
function isSame(one: Entry, other: Entry): boolean {
  return (
    one.sequence === other.sequence &&
    one.kind === other.kind &&
    one.at === other.at &&
    one.causedBy === other.causedBy &&
    one.because === other.because
  );
}
