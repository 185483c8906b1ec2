import type { LedgerStore, Snapshot, SnapshotStore } from "../vocabulary/ports.ts";
import type { State } from "../vocabulary/state.ts";
import { evolve, foldVersion, replay } from "./evolve.ts";
import { entriesAfter, type KnownStates } from "./known-states.ts";

export interface Ledgers {
  readonly ledger: LedgerStore;
  /** Without them every reading takes the whole ledger. */
  readonly snapshots?: SnapshotStore;
  /** What this process knows of the ledgers that it appended to, where it handles more than one signal. */
  readonly known?: KnownStates;
}

export interface ReadState {
  readonly state: State;
  /** The entry that the reading began after; 0 when all were read. */
  readonly after: number;
}

/** So many entries are read again before another snapshot is worth its write. */
const entriesBetween = 10;

/**
 * The state of a model: what is known of it or its latest snapshot, and the entries after it, or all entries where that does
 * not do.
 */
export async function readState(model: string, { ledger, snapshots, known }: Ledgers): Promise<ReadState> {
  const knownState = known?.of(model) ?? null;
  if (snapshots && knownState) {
    const entries = entriesAfter(knownState, await snapshots.readAfter(model, knownState.before));
    if (entries) {
      // Others have gone on for long: their snapshot is nearer by now, and it is not for this process to keep another.
      if (entries.length > entriesBetween) known?.forget(model);
      else return { state: entries.reduce(evolve, knownState.state), after: knownState.after };
    }
  }
  const snapshot = await snapshots?.latest(model);
  if (snapshots && snapshot && isOf(model, snapshot)) {
    const entries = await snapshots.readAfter(model, snapshot.sequence);
    // Anything but the next entry means that the snapshot and the ledger are not of one piece.
    if (entries.length === 0 || entries[0]?.sequence === snapshot.sequence + 1) {
      return { state: entries.reduce(evolve, snapshot.state), after: snapshot.sequence };
    }
  }
  return readWhole(model, ledger);
}

/** The state as the fold of all entries. */
export async function readWhole(model: string, ledger: LedgerStore): Promise<ReadState> {
  return { state: replay(model, await ledger.read(model)), after: 0 };
}

/** Keeps a snapshot of a state that was read and appended to, when the reading took long enough to be worth it. */
export async function keepSnapshot(
  { state, after }: ReadState,
  { snapshots, known }: Ledgers,
): Promise<void> {
  if (state.sequence - after < entriesBetween) return;
  await snapshots?.keep(state.model, { version: foldVersion, sequence: state.sequence, state });
  const knownState = known?.of(state.model);
  if (knownState?.state === state) known?.keep({ ...knownState, after: state.sequence });
}

function isOf(model: string, { version, sequence, state }: Snapshot): boolean {
  return version === foldVersion && state.model === model && state.sequence === sequence;
}
