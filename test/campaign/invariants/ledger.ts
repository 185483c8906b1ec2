import { isDeepStrictEqual } from "node:util";
import { evolve, foldVersion } from "@driftwheel/core/decider/evolve.ts";
import { initialState } from "@driftwheel/core/vocabulary/state.ts";
import { model } from "../world/policy.ts";
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

export const ledger: readonly Invariant[] = [whole, snapshots];
