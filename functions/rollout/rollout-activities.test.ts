import type { TrialToRead } from "@driftwheel/aws/metrics/period-counts.ts";
import type { ModelPolicy, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { describe, expect, it } from "vitest";
import { fleetOf, mainJob, once, policy } from "../../test/world/main-job.ts";
import { sweepDeparted } from "../sweep/departed-models.ts";
import { rolloutActivities } from "./rollout-activities.ts";

const minute = 60_000;
const none = { trials: 0, successes: 0, invocations: 0, errors: 0, slow: 0 };

/** A version that was promoted, and bakes for half an hour. */
async function baking(keepWarm: boolean) {
  const fleet = fleetOf({
    rollout: { ...policy.rollout, warmUp: "1 minute", bake: { for: "30 minutes", keepWarm } },
  });
  const { orchard } = fleet.models;
  if (!orchard) throw new Error("There is no orchard.");
  const world = mainJob({ fleet });
  let bakes = false;
  once(
    world,
    ({ rollout }) => rollout?.phase === "baking",
    () => {
      bakes = true;
    },
  );
  const start = world.time.now().getTime();
  for (let window = 1; window <= 16; window++) {
    const end = new Date(start + window * 15 * minute);
    world.time.after(window * 15 * minute, () => world.driftReport(end, window > 4));
  }
  await world.time.run(() => bakes, 8 * 60 * minute);
  return { world, orchard };
}

function activitiesOf({ world, orchard }: { world: ReturnType<typeof mainJob>; orchard: ModelPolicy }) {
  const looks: TrialToRead[] = [];
  const activities = rolloutActivities({
    model: "orchard",
    rollout: "orchard-v2-1",
    policy: orchard,
    runtime: world.runtime,
    read: async (trial) => {
      looks.push(trial);
      const bad = { ...none, invocations: 600, errors: 180 };
      return Array.from({ length: (trial.end.getTime() - trial.start.getTime()) / minute }, (_, index) => ({
        start: trial.start.getTime() + index * minute,
        champion: none,
        challenger: bad,
      }));
    },
    pair: () => Promise.reject(new Error("No shadow is tried here.")),
    pairRuns: () => Promise.reject(new Error("Nothing is tried in transform jobs here.")),
    log: () => {},
  });
  return { activities, looks };
}

describe.each([false, true])("a rollout whose winner bakes (warm: %s)", (keepWarm) => {
  it("goes on looking: the workflow is told when the next look is worth taking", async () => {
    const { world, orchard } = await baking(keepWarm);
    const progress = world.time.run(() => false, minute);
    const { activities } = activitiesOf({ world, orchard });
    const seen = await activities.observe();
    await progress;
    expect(seen).toMatchObject({ phase: "looking", looks: 2 });
    expect(seen.nextLookInSeconds).toBeGreaterThan(0);
    expect(seen.nextLookInSeconds).toBeLessThanOrEqual(7 * 60);
  });

  it("is over for the workflow when harm has taken it back", async () => {
    const { world, orchard } = await baking(keepWarm);
    const { activities, looks } = activitiesOf({ world, orchard });
    // The warm-up is over, and some minutes after it can be read.
    world.time.after(5 * minute, () => {});
    await world.time.run(() => false, 5 * minute);
    const metrics = await activities.read(3);
    expect(looks).toMatchObject([
      {
        championVariant: "AllTraffic",
        challengerVariant: "version-2",
        asked: { values: false, segments: [] },
      },
    ]);
    const judging = activities.judge(3, metrics);
    await world.time.run(() => false, minute);
    expect(await judging).toMatchObject({ phase: "changing", looks: 3 });
    await world.time.run(() => false, 40 * minute);
    const observing = activities.observe();
    await world.time.run(() => false, minute);
    expect(await observing).toMatchObject({ phase: "ended" });
    expect(world.sagemaker.describeEndpoint()).toMatchObject({ config: "first-config" });
  });

  it("keeps its winner, and nothing warm, when the model leaves the fleet", async () => {
    const { world, orchard } = await baking(keepWarm);
    const kept = new Map([["orchard", orchard]]);
    const records = {
      read: async () => structuredClone(kept),
      keep: async (model: string, its: ModelPolicy) => void kept.set(model, its),
      forget: async (model: string) => void kept.delete(model),
    };
    for (let sweeps = 0; sweeps < 8; sweeps++) {
      world.time.after(5 * minute, () => sweepDeparted({ models: {} }, records, world.runtime, () => {}));
      await world.time.run(() => false, 5 * minute);
    }
    expect((await world.state()).rollout).toBeNull();
    expect(world.sagemaker.describeEndpoint().variants).toMatchObject([{ name: "version-2", weight: 1 }]);
    expect([...kept.keys()]).toEqual([]);
  });
});

it("a look asks for values, segments and units as the trial began, and as the policy names them", async () => {
  const value = { better: "lower" as const, bounds: [0, 9] satisfies [number, number] };
  const rollout = { ...policy.rollout, warmUp: "1 minute" };
  const askedBy = async (of: ModelPolicyInput["rollout"]) => {
    const fleet = fleetOf({ rollout: of });
    const { orchard } = fleet.models;
    if (!orchard) throw new Error("There is no orchard.");
    const world = mainJob({ fleet });
    let looks = false;
    once(
      world,
      ({ rollout: running }) => running?.phase === "looking",
      () => {
        looks = true;
      },
    );
    const start = world.time.now().getTime();
    for (let window = 1; window <= 8; window++) {
      const end = new Date(start + window * 15 * minute);
      world.time.after(window * 15 * minute, () => world.driftReport(end, window > 4));
    }
    await world.time.run(() => looks, 8 * 60 * minute);
    const { activities, looks: read } = activitiesOf({ world, orchard });
    await activities.read(1);
    return read.map(({ asked }) => asked);
  };
  expect(await askedBy({ ...rollout, outcomes: { value } })).toEqual([
    { values: true, segments: [], units: false, coldStarts: false },
  ]);
  const segments = { by: "row", names: ["north", "south"] };
  expect(await askedBy({ ...rollout, segments, outcomes: { unit: "user" } })).toEqual([
    { values: false, segments: segments.names, units: true, coldStarts: false },
  ]);
});
