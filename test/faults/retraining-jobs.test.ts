import { describe, expect, it } from "vitest";
import type { Plan } from "../campaign/faults/plan.ts";
import { brokenBy } from "../campaign/judge.ts";
import { run } from "../campaign/run.ts";
import { ending, entryKinds, fleetOf, mainJob, policy, serve } from "../world/main-job.ts";
import { type Retrains, retrainers } from "../world/retrainers.ts";
import type { JobFate } from "../world/sagemaker/job.ts";
import type { WorldOptions } from "../world/world.ts";

const minute = 60_000;
const { pipeline: _, ...retrain } = policy.retrain;

/** Each way to retrain, each with what all effects of it are asked for. */
const ways: readonly (readonly [Exclude<Retrains, "pipeline">, JobFate, readonly string[]])[] = [
  ["training-job", "completes", ["Completed"]],
  ["training-job", "is-late", ["Stopped", "Completed"]],
  ["spot-job", "taken-back", ["Stopped", "Completed"]],
  ["spot-job", "outwaits", ["Stopped", "Completed"]],
  ["tuning-job", "completes", ["Completed"]],
  ["tuning-job", "hangs", ["Stopped", "Completed"]],
  ["automl-job", "completes", ["Completed"]],
  ["automl-job", "hangs", ["Stopped", "Completed"]],
  ["state-machine", "completes", ["Completed"]],
  ["state-machine", "fails", ["Failed", "Completed"]],
  ["function", "completes", ["Completed"]],
];

/** As a model is retrained in one way, first with this end, then with a good one. */
async function retrained(
  by: Exclude<Retrains, "pipeline">,
  fate: JobFate,
  options: Partial<WorldOptions> = {},
) {
  const fleet = fleetOf({
    retrain: { ...retrain, with: retrainers[by], deadline: "1 hour", parameters: {} },
  });
  const world = mainJob({ fleet, jobs: [fate, "completes"], sweepEvery: 5 * minute, ...options });
  await serve(world);
  return world;
}

/** Names of jobs have the second of their entry in them, which a crash or a late message may change. */
async function outcome(world: Awaited<ReturnType<typeof retrained>>) {
  return {
    ...(await ending(world)),
    jobs: world.sagemaker.jobs.map(({ kind, status }) => `${kind} ${status}`),
    retrainings: (await entryKinds(world)).filter((kind) =>
      /^retraining-(requested|succeeded|failed)$/.test(kind),
    ),
  };
}

const effects = new Set(["start-retraining", "stop-training", "register-package"]);

describe.each(ways)("a %s that %s", (by, fate, statuses) => {
  it("ends with one version, promoted, and nothing that runs on", async () => {
    const { jobs, packages, candidates, retraining, outbox } = await outcome(await retrained(by, fate));
    expect(jobs.map((job) => job.split(" ")[1])).toEqual(statuses);
    expect({ versions: packages.length, candidates, retraining, outbox }).toEqual({
      ...{ versions: 2, candidates: ["2 promoted"], retraining: null, outbox: [] },
    });
  });

  it("ends the same when a process crashes before or after any of its effects", async () => {
    const calm = await retrained(by, fate);
    const expected = await outcome(calm);
    const acts = calm.crashes.acts.flatMap((name, index) => (effects.has(name) ? [index + 1] : []));
    expect(acts.length).toBeGreaterThan(0);
    for (const act of acts) {
      for (const when of ["before", "after"] as const) {
        const world = await retrained(by, fate, { crash: { act, when } });
        expect(world.crashes.crashed).toBe(true);
        expect([when, act, await outcome(world)]).toEqual([when, act, expected]);
      }
    }
  });

  it("ends the same when every message comes five times, shuffled by up to ten minutes", async () => {
    const expected = await outcome(await retrained(by, fate));
    for (const seed of [1, 2, 3]) {
      const world = await retrained(by, fate, { seed, deliveries: 5, lateness: 10 * minute });
      expect(await outcome(world)).toEqual(expected);
    }
  });

  it("ends the same when none of its events comes: the sweep asks", async () => {
    const loses = (type: string) => type.startsWith("SageMaker") || type.startsWith("Step Functions");
    const expected = await outcome(await retrained(by, fate));
    expect(await outcome(await retrained(by, fate, { loses }))).toEqual(expected);
  });
});

it("every effect of a retraining without a pipeline is crashed around", async () => {
  const worlds = await Promise.all(ways.map(([by, fate]) => retrained(by, fate)));
  const met = new Set(worlds.flatMap(({ crashes }) => crashes.acts.filter((name) => effects.has(name))));
  expect(met).toEqual(effects);
});

const plan: Plan = {
  ...{ seed: 1, approve: "automatically", atDeadline: "roll back", bake: "none", idle: false, scaled: false },
  ...{ challengers: ["better"], retrains: "training-job", jobs: ["completes"], waits: "nothing", faults: [] },
};

it("what a job trained is registered though no service answers for longer than a version may be waited for", async () => {
  const when = { after: "retraining-succeeded", nth: 1, plus: 0 } as const;
  const finished = await run({ ...plan, faults: [{ kind: "outage", when, lasts: 50 * 60 }] });
  expect(await brokenBy(finished)).toEqual([]);
  expect(finished.world.ledger.entries.map(({ kind }) => kind)).not.toContain("retraining-failed");
  expect(finished.world.sagemaker.registry.packages).toHaveLength(2);
});

it("a job that goes on from another's checkpoint waits until that one is stopped", async () => {
  const { world } = await run({
    ...plan,
    ...{ retrains: "spot-job", jobs: ["taken-back", "completes"] },
    faults: [
      {
        ...{ kind: "access-denied", of: ["StopTrainingJob"], lasts: 10 * 60 },
        when: { after: "retraining-interrupted", nth: 2, plus: 0 },
      },
    ],
  });
  const [spot, onDemand, ...more] = world.sagemaker.jobs.all;
  const taken = world.journal
    .of("entry")
    .find(({ entry }) => entry.kind === "retraining-interrupted" && entry.data.next);
  expect(more).toEqual([]);
  expect(spot?.stopping?.getTime()).toBeGreaterThan((taken?.at ?? 0) + 10 * minute);
  expect(onDemand?.started.getTime()).toBeGreaterThan(spot?.stopping?.getTime() ?? Number.POSITIVE_INFINITY);
  expect(onDemand?.status).toBe("Completed");
});
