import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";

/** How the loop ended, as the ledger tells it; null while it goes on. */
export type Ending =
  | { readonly how: "promoted" | "rolled-back"; readonly because: string }
  | { readonly how: "stuck"; readonly because: string };

const rolloutEnds = { "rollout-promoted": "promoted", "rollout-rolled-back": "rolled-back" } as const;
/** After these nothing more would come within the example's cooldown. */
const dead: readonly Entry["kind"][] = [
  "retraining-failed",
  "candidate-rejected",
  "approval-rejected",
  "rollout-held",
];

/** The end counts when everything that the entries ask for was done as well. */
export function endingOf(model: string, entries: readonly Entry[]): Ending | null {
  const last = entries.findLast(({ kind }) => kind in rolloutEnds || dead.includes(kind));
  if (!last) return null;
  if (dead.includes(last.kind)) return { how: "stuck", because: `${last.kind}: ${last.because}` };
  const state = replay(model, entries);
  if (state.rollout !== null || state.outbox.length > 0) return null;
  const how = last.kind === "rollout-promoted" ? "promoted" : "rolled-back";
  return { how, because: last.because };
}
