import { beforeAll, describe, expect, it } from "vitest";
import { ending, entryKinds, fleetOf, mainJob, once, policy, serve } from "../world/main-job.ts";
import type { WorldOptions } from "../world/world.ts";

/** Drift has one version trained, and a person another: both are tried, the second of which is worse than the champion. */
function severalTried(options: Partial<WorldOptions> = {}) {
  const challengers = { atMost: 2, gatherFor: "3 hours" } as const;
  const world = mainJob({
    fleet: fleetOf({ rollout: { ...policy.rollout, challengers } }),
    rates: { before: 0.7, under: 0.35, challenger: 0.6, byVersion: { "version-3": 0.15 } },
    sweepEvery: 600_000,
    ...options,
  });
  once(
    world,
    ({ candidates, retraining }) => retraining === null && Object.keys(candidates).length === 1,
    () =>
      world.give(
        { name: "retrain" },
        { by: "ada", route: "api", reason: "two are better", key: "another-version" },
      ),
  );
  return world;
}

async function result(world: ReturnType<typeof severalTried>) {
  const kinds = await entryKinds(world);
  return {
    ending: await ending(world),
    decisions: kinds.filter((kind) => kind !== "effect-done").toSorted(),
  };
}

/** One run without a crash tells how many acts there are; what the trial does to the endpoint crashes before and after. */
const calm = severalTried();
await serve(calm);
const changes = ["deploy-trial", "shift-weights", "deploy-winner", "mark-package", "set-approval"];
const acts = calm.crashes.acts
  .map((name, index) => ({ name, act: index + 1 }))
  .filter(({ name }) => changes.includes(name));

describe("a trial of two challengers", () => {
  let expected: Awaited<ReturnType<typeof result>>;

  beforeAll(async () => {
    expected = await result(calm);
  });

  it("drops the worse one and promotes the other", async () => {
    expect(expected.decisions).toContain("challenger-dropped");
    expect(expected.ending).toMatchObject({
      endpoint: { config: "driftwheel-orchard-v3-1-sole", status: "InService", variants: ["version-2 1"] },
      packages: [
        { version: 1, approval: "Approved", lifeCycle: "Archived/Replaced" },
        { version: 2, approval: "Approved", lifeCycle: "Production/Serving" },
        { version: 3, approval: "Rejected", lifeCycle: "Archived/RolledBack" },
      ],
      candidates: ["2 promoted", "3 rolled-back"],
      rollout: null,
      outbox: [],
      deadLetters: [],
    });
  });

  it.each(
    acts.flatMap(({ name, act }) => (["before", "after"] as const).map((when) => ({ name, act, when }))),
  )("ends so, too, with a crash $when act $act, $name", async ({ act, when }) => {
    const world = severalTried({ crash: { act, when } });
    await serve(world);

    expect(world.crashes.crashed).toBe(true);
    expect(await result(world)).toEqual(expected);
  });

  it("ends so where events come three times, late and in any order", async () => {
    const world = severalTried({ deliveries: 3, lateness: 90_000 });
    await serve(world);
    const { candidates, endpoint, outbox } = await ending(world);
    expect({ candidates, variants: endpoint.variants, outbox }).toEqual({
      candidates: ["2 promoted", "3 rolled-back"],
      variants: ["version-2 1"],
      outbox: [],
    });
  });
});
