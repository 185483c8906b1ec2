import { foldWindow } from "@driftwheel/core/decider/drift/decide.ts";
import { pendingEntries } from "@driftwheel/core/decider/entries/pending-entries.ts";
import { evolve } from "@driftwheel/core/decider/evolve.ts";
import { verdict } from "@driftwheel/core/decider/rollout/verdict.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Entry, EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import { initialState, type State } from "@driftwheel/core/vocabulary/state.ts";

/** Where this version decides otherwise than the ledger says. */
interface Parting {
  readonly sequence: number;
  readonly was: string;
  readonly is: string;
}

export interface Replayed {
  readonly windows: number;
  readonly looks: number;
  readonly partings: readonly Parting[];
  /** Decisions whose signal the ledger does not hold, by the kind of entry. */
  readonly notReplayed: Readonly<Partial<Record<EntryKind, number>>>;
}

/** They rest on what the outside answered then: evaluations, the endpoint, the registry, a person. */
const onFacts: ReadonlySet<EntryKind> = new Set([
  "retraining-requested",
  "retraining-skipped",
  "retraining-failed",
  "retraining-interrupted",
  "candidate-accepted",
  "candidate-rejected",
  "approval-requested",
  "rollout-started",
  "rollout-held",
  "rollout-watched",
  "endpoint-changed-outside",
  "monitoring-lost",
  "fresh-data-lost",
  "command-refused",
]);

/**
 * Decides anew on what a model's ledger holds, window by window and look by look, each time from the state that the
 * ledger had led to: what parts at one does not lead all that follow astray. Of a window the ledger has the score and not
 * the rows, so what is decided anew is whether it confirms drift; of a look it has all that was counted.
 */
export function replayed(model: string, entries: readonly Entry[], policy: ModelPolicy): Replayed {
  let state = initialState(model);
  let windows = 0;
  let looks = 0;
  const partings: Parting[] = [];
  const notReplayed: Partial<Record<EntryKind, number>> = {};
  for (const entry of entries) {
    const window = windowKind(state, entry, policy);
    const look = lookDecision(state, entry, policy);
    if (window !== null) windows += 1;
    if (look !== null) looks += 1;
    if (window !== null && window !== entry.kind) {
      partings.push({ sequence: entry.sequence, was: entry.kind, is: window });
    }
    if (entry.kind === "rollout-looked" && look !== null && look !== entry.data.decision) {
      partings.push({ sequence: entry.sequence, was: entry.data.decision, is: look });
    }
    if (onFacts.has(entry.kind)) notReplayed[entry.kind] = (notReplayed[entry.kind] ?? 0) + 1;
    state = evolve(state, entry);
  }
  return { windows, looks, partings, notReplayed };
}

function windowKind(state: State, entry: Entry, policy: ModelPolicy): EntryKind | null {
  if (entry.kind !== "signal-observed" && entry.kind !== "drift-confirmed") return null;
  const { window } = entry.data;
  if (window === undefined) return null;
  const pending = pendingEntries({
    state,
    evolve,
    identity: `replay of entry ${entry.sequence}`,
    now: new Date(entry.at),
  });
  foldWindow(pending, window, { kind: "drift-reported" }, {}, policy);
  return pending.entries[0]?.kind ?? null;
}

function lookDecision({ rollout }: State, entry: Entry, policy: ModelPolicy): string | null {
  if (entry.kind !== "rollout-looked" || rollout === null) return null;
  const { start, end, champion, challenger, requests } = entry.data;
  const metrics = { start, end, champion, challenger, ...(requests && { requests }) };
  return verdict(rollout, metrics, policy.rollout, new Date(entry.at)).decision;
}
