import { isDeepStrictEqual } from "node:util";
import { evolve, foldVersion } from "@driftwheel/core/decider/evolve.ts";
import { replayLedger } from "@driftwheel/core/replay/replay-ledger.ts";
import { initialState } from "@driftwheel/core/vocabulary/state.ts";
import { firstPolicy, fleetWith, model } from "../world/policy.ts";
import type { Invariant } from "./invariant.ts";

const whole: Invariant = {
  name: "the-ledger-has-no-gaps",
  promise: "The ledger's entries follow one another without a gap, and none changes once it is written.",
  broken: ({ world }) =>
    world.ledger.entries.flatMap(({ sequence }, place) =>
      sequence === place + 1 ? [] : [`Entry ${sequence} stands where ${place + 1} should.`],
    ),
};

const snapshots: Invariant = {
  name: "snapshots-say-what-the-ledger-says",
  promise: "Every snapshot is the fold of the entries before it, and survives being written as JSON.",
  broken({ world }) {
    const broken: string[] = [];
    const kept = world.ledger.snapshots.filter(({ version }) => version === foldVersion);
    let state = initialState(model);
    for (const entry of world.ledger.entries) {
      state = evolve(state, entry);
      for (const snapshot of kept.filter(({ sequence }) => sequence === entry.sequence)) {
        if (!isDeepStrictEqual(snapshot.state, state))
          broken.push(`The snapshot after entry ${entry.sequence} differs.`);
      }
    }
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(state)), state))
      broken.push("The state changes as JSON.");
    return broken;
  },
};

const replays: Invariant = {
  name: "a-ledger-replays-the-same",
  promise:
    "A ledger that is replayed under the policy that it was written by comes out the same, to the last character.",
  broken({ plan, world }) {
    const [first, last] = [firstPolicy(plan), world.policy].map((policy) => fleetWith(policy).models[model]);
    // Where the policy was changed on the way, no one policy has written it.
    if (!first || !isDeepStrictEqual(first, last)) return [];
    const { entries } = world.ledger;
    const { identical, partings } = replayLedger(model, entries, first, { written: first });
    const [parting] = partings;
    if (identical === entries.length) return [];
    return [
      `${identical} of ${entries.length} entries are the same; ${parting ? `entry ${parting.sequence} would be ${parting.would.join(", ") || "nothing"}` : "none decides otherwise"}.`,
    ];
  },
};

export const ledger: readonly Invariant[] = [whole, snapshots, replays];
