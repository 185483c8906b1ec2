import type { IdleAct } from "./act.ts";
import type { IdleEntry, IdleFinding } from "./entry.ts";

/** `stopping` and `restoring` are under way: asked for, and not confirmed. */
export type IdleStatus = "found" | "stopping" | "stopped" | "restoring";

export interface OpenFinding extends IdleFinding {
  /** Of its `idle-found`. */
  readonly sequence: number;
  readonly foundAt: string;
  readonly because: string;
  readonly told: boolean;
  readonly status: IdleStatus;
  /** What was asked for or done; null while it was only found. */
  readonly act: IdleAct | null;
  /** Of the entry that asked for what is under way. */
  readonly requested: number | null;
  /** When it was stopped, ISO 8601; null while it is not. */
  readonly stoppedAt: string | null;
  /** Who asked for the undo that is under way; null while none is. */
  readonly undoneBy: string | null;
}

/** The account's state: the fold of its entries, and nothing else. */
export interface IdleState {
  /** Of the last entry; 0 for an empty ledger. */
  readonly sequence: number;
  /** By the resource's id. */
  readonly open: Readonly<Record<string, OpenFinding>>;
  /** What is not acted on for a while, and since when: what people took back, and what AWS refused. */
  readonly resting: Readonly<Record<string, { readonly at: string; readonly why: string }>>;
  /** Entries that people are to be told of and were not, in order. */
  readonly untold: readonly IdleEntry[];
}

const noIdleState: IdleState = { sequence: 0, open: {}, resting: {}, untold: [] };

export function replayIdle(entries: readonly IdleEntry[]): IdleState {
  return entries.reduce(evolveIdle, noIdleState);
}

export function evolveIdle(before: IdleState, entry: IdleEntry): IdleState {
  const state = { ...before, sequence: entry.sequence };
  switch (entry.kind) {
    case "idle-found":
      return telling(
        put(state, {
          ...entry.data,
          ...{ sequence: entry.sequence, foundAt: entry.at, because: entry.because },
          ...{ told: false, status: "found", act: null, requested: null, stoppedAt: null, undoneBy: null },
        }),
        entry,
      );
    case "idle-resolved":
      return without(state, entry.data.resource);
    case "idle-spared":
      return telling(without(state, entry.data.resource), entry);
    case "idle-stop-requested": {
      const { resource, act } = entry.data;
      return changed(state, resource, { status: "stopping", act, requested: entry.sequence });
    }
    case "idle-stopped": {
      const { resource, act } = entry.data;
      const stopped = changed(state, resource, {
        ...{ status: "stopped", act, requested: null, stoppedAt: entry.at },
      });
      return telling(stopped, entry);
    }
    case "idle-stop-failed": {
      const { resource, error } = entry.data;
      const found = changed(state, resource, { status: "found", act: null, requested: null });
      return telling(resting(found, resource, entry.at, `AWS refused it: ${error}`), entry);
    }
    case "idle-undo-requested": {
      const { resource, by } = entry.data;
      return changed(state, resource, { status: "restoring", requested: entry.sequence, undoneBy: by });
    }
    case "idle-restored": {
      const { resource, by } = entry.data;
      return telling(resting(without(state, resource), resource, entry.at, `${by} took it back`), entry);
    }
    case "idle-undo-failed":
      return telling(
        changed(state, entry.data.resource, { status: "stopped", requested: null, undoneBy: null }),
        entry,
      );
    case "idle-told": {
      const told = new Set(entry.data.entries);
      const open = Object.entries(state.open).map(([id, finding]) => [
        id,
        told.has(finding.sequence) ? { ...finding, told: true } : finding,
      ]);
      return {
        ...state,
        open: Object.fromEntries(open),
        untold: state.untold.filter(({ sequence }) => !told.has(sequence)),
      };
    }
  }
}

function put(state: IdleState, finding: OpenFinding): IdleState {
  return { ...state, open: { ...state.open, [finding.resource]: finding } };
}

function changed(state: IdleState, resource: string, changes: Partial<OpenFinding>): IdleState {
  const finding = state.open[resource];
  return finding ? put(state, { ...finding, ...changes }) : state;
}

function without(state: IdleState, resource: string): IdleState {
  const { [resource]: _gone, ...open } = state.open;
  return { ...state, open };
}

function resting(state: IdleState, resource: string, at: string, why: string): IdleState {
  return { ...state, resting: { ...state.resting, [resource]: { at, why } } };
}

function telling(state: IdleState, entry: IdleEntry): IdleState {
  return { ...state, untold: [...state.untold, entry] };
}
