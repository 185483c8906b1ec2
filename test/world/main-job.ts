import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { FleetInput, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { createWorld, type World, type WorldOptions } from "./world.ts";

const minute = 60_000;

export const policy = {
  endpoint: "orchard-prod",
  packageGroup: "orchard",
  drift: {
    monitor: "driftwheel",
    sensitivity: { falseAlarmsPerYear: 20, minEffect: 0.2 },
    window: "15 minutes",
  },
  retrain: {
    pipeline: "orchard-train",
    cooldown: "2 hours",
    budget: { perMonth: "$20", perRun: "$4" },
    labelledData: "s3://orchard/labelled/",
    parameters: { Data: { from: "labelled data" }, Champion: { from: "champion model data" } },
  },
  gate: [
    { metric: "regression_metrics.mae.value", atMost: 3 },
    { metric: "regression_metrics.mae.value", betterThanChampionBy: 0.1, better: "lower" },
  ],
  approve: "automatically",
  rollout: {
    ramp: [10, 50],
    lookEvery: "5 minutes",
    period: "1 minute",
    guards: { errorRate: 0.01 },
    // The first minute of a look after a change is left out, so that each has some.
    warmUp: "1 minute",
    deadline: "6 hours",
    changeDeadline: "40 minutes",
    pollEvery: "30 seconds",
  },
  alerts: {
    page: ["rollout-rolled-back", "retraining-failed", "rollout-held", "endpoint-changed-outside"],
    notify: ["drift-confirmed", "rollout-promoted"],
  },
} as const satisfies ModelPolicyInput;

export function fleetOf(changes: Partial<ModelPolicyInput> = {}) {
  return defineFleet({ models: { orchard: { ...policy, ...changes } } } as FleetInput);
}

/** The main job on simulated services: calm windows, then drift for as long as the first champion serves. */
export function mainJob(options: Partial<WorldOptions> = {}): World {
  return createWorld({
    fleet: fleetOf(),
    model: "orchard",
    seed: 7,
    deliveries: 1,
    lateness: 0,
    crash: null,
    loses: () => false,
    sweepEvery: 0,
    lifetimes: {},
    rates: { before: 0.7, under: 0.35, challenger: 0.6 },
    candidateError: 1.9,
    jobs: ["completes"],
    ...options,
  });
}

/**
 * Lets a world's days go by: four calm windows, then drift until `hours` are over.
 *
 * @param options.afterwards hours in which no window is told of any more
 */
export async function serve(world: World, { hours = 8, drift = true, afterwards = 2 } = {}): Promise<void> {
  const windows = hours * 4;
  const start = world.time.now().getTime();
  for (let window = 1; window <= windows; window++) {
    world.time.after(window * 15 * minute, async () => {
      // A new champion is watched against its own baseline, in which today's days are nothing new.
      const replaced = world.sagemaker
        .describeEndpoint()
        .variants.every(({ package: arn }) => !arn?.endsWith("/1"));
      world.driftReport(new Date(start + window * 15 * minute), drift && window > 4 && !replaced);
    });
  }
  await world.time.run(() => false, (hours + afterwards) * 60 * minute);
}

/** What must be the same however often and however late the messages came: the ledger without what was only observed. */
export async function entryKinds(world: World): Promise<readonly string[]> {
  const entries = await world.ledger();
  return entries.filter(({ kind }) => kind !== "signal-observed").map(({ kind }) => kind);
}

/** The end of a run, as an outsider and the ledger tell it. */
export async function ending(world: World) {
  const state = await world.state();
  return {
    ...world.sagemaker.summary(),
    champion: state.endpoint?.config,
    candidates: Object.values(state.candidates).map(({ version, stage }) => `${version} ${stage}`),
    drift: state.drift.confirmed,
    retraining: state.retraining,
    rollout: state.rollout,
    outbox: state.outbox.map(({ effect }) => effect.token),
    deadLetters: world.deadLetters,
  };
}

/** Acts once, as soon as the state is so. */
export function once(world: World, so: (state: State) => boolean, act: () => void): void {
  const look = async () => {
    if (so(await world.state())) act();
    else world.time.after(30_000, look);
  };
  world.time.after(30_000, look);
}
