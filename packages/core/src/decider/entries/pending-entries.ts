import type { Entry, EntryData, EntryKind, EntryOf } from "../../vocabulary/entry.ts";
import type { State } from "../../vocabulary/state.ts";

/** The entries of one decision, before they are appended to the ledger, and the state after them. */
export interface PendingEntries {
  readonly state: State;
  readonly entries: readonly Entry[];
  readonly now: Date;
  /** The model's state is folded at once, so what follows decides on it. */
  write<K extends EntryKind>(kind: K, because: string, data: EntryData[K], causedBy?: number): EntryOf<K>;
}

/** Where a decision begins. */
interface Start {
  readonly state: State;
  /** Folds what is written. It is given, because it stands above every subject that writes. */
  readonly evolve: (state: State, entry: Entry) => State;
  /** The signal's. */
  readonly identity: string;
  readonly now: Date;
}

/**
 * Begins a decision on a state. Entries are caused by the signal unless an earlier entry's sequence is given.
 * It only gathers: the same start and the same writes make the same entries.
 */
export function pendingEntries({ state: before, evolve, identity, now }: Start): PendingEntries {
  let state = before;
  const entries: Entry[] = [];
  return {
    get state() {
      return state;
    },
    entries,
    now,
    write(kind, because, data, causedBy) {
      const entry = {
        model: state.model,
        sequence: state.sequence + 1,
        kind,
        at: now.toISOString(),
        because,
        causedBy: causedBy ?? identity,
        data,
      };
      // The compiler cannot see that kind and data belong together here; the signature of write() says so.
      entries.push(entry as unknown as Entry);
      state = evolve(state, entry as unknown as Entry);
      return entry;
    },
  };
}
