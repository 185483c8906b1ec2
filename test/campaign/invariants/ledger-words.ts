import type { Entry, EntryKind, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import type { CandidateStage } from "@driftwheel/core/vocabulary/state.ts";
import type { CampaignWorld } from "../world/campaign-world.ts";
import type { Write } from "../world/journal.ts";

/** Stages that a version does not leave any more. */
export const concluded: ReadonlySet<CandidateStage> = new Set([
  "rejected",
  "approval-rejected",
  "promoted",
  "rolled-back",
  "superseded",
]);

/** An entry with the moment, in milliseconds, at which it was appended. */
export type Appended<K extends EntryKind = EntryKind> = { readonly at: number } & {
  readonly entry: Extract<Entry, EntryOf<K>>;
};

export function entries<K extends EntryKind>(
  { journal }: CampaignWorld,
  ...kinds: readonly K[]
): readonly Appended<K>[] {
  const wanted: ReadonlySet<string> = new Set(kinds);
  return journal.of("entry").flatMap(({ at, entry }) =>
    // It is of one of the kinds.
    wanted.has(entry.kind) ? [{ at, entry: entry as Appended<K>["entry"] }] : [],
  );
}

/** The moments at which a trial was decided to end with the old champion, the first of each. */
export function rollBacks(world: CampaignWorld) {
  const first = new Map<string, { readonly at: number; readonly sequence: number }>();
  for (const { at, entry } of entries(world, "weights-shifted", "rollout-rolled-back")) {
    const back = entry.kind === "rollout-rolled-back" || entry.data.next?.deploy === "original";
    if (back && !first.has(entry.data.rollout))
      first.set(entry.data.rollout, { at, sequence: entry.sequence });
  }
  return first;
}

/** Changes of the endpoint that SageMaker took from Driftwheel. */
export function ownChanges(world: CampaignWorld): readonly (Write & { readonly at: number })[] {
  return world.journal
    .of("write")
    .filter(
      ({ call, refusal }) =>
        refusal === null && (call === "UpdateEndpoint" || call === "UpdateEndpointWeightsAndCapacities"),
    );
}

export function clock(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(11, 19);
}

/** A process lives no longer than this after it looked at the ledger. */
export const lifetime = 120_000;

/** True when the model is not in the fleet and has no trial: nobody looks after its endpoint, and nobody should. */
export function isLeftAlone(world: CampaignWorld): boolean {
  return !world.inFleet && world.state().rollout === null;
}
