import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { ending, entryKinds, mainJob, once, serve } from "../world/main-job.ts";
import type { World, WorldOptions } from "../world/world.ts";

const minute = 60_000;
const hours = 5;
const asks = { by: "grace", route: "api", reason: "orders fail" } as const;
const isPromoted = ({ lastPromotion }: State) => lastPromotion !== null;

/** The main job until version 2 serves; then somebody pauses the model, and takes the promotion back. */
function withUndo(options: Partial<WorldOptions> = {}): { readonly world: World; acts(): number } {
  const world = mainJob(options);
  let acts = 0;
  once(world, isPromoted, () => {
    acts = world.crashes.acts.length;
    world.give({ name: "pause" }, { ...asks, key: "pause-1" });
    for (const delay of [2 * minute, 2 * minute + 150])
      world.time.after(delay, () => world.give({ name: "undo" }, { ...asks, key: "undo-1" }));
  });
  return { world, acts: () => acts };
}

/** The first champion drifts again once it serves again, a minute later where that decision died first. */
async function result(world: World) {
  const kinds = await entryKinds(world);
  return {
    ending: { ...(await ending(world)), drift: null },
    decisions: kinds.filter((kind) => kind !== "effect-done").toSorted(),
  };
}

const calm = withUndo();
await serve(calm.world, { hours });

describe("an undo after the main job", () => {
  it("ends with the first champion alone again, and both packages marked", async () => {
    const { ending: end, decisions } = await result(calm.world);
    expect(end).toMatchObject({
      endpoint: { status: "InService", variants: ["version-1 1"] },
      packages: [
        { version: 1, lifeCycle: "Production/Serving" },
        { version: 2, lifeCycle: "Archived/RolledBack" },
      ],
      candidates: expect.arrayContaining(["1 promoted", "2 rolled-back"]),
      rollout: null,
      outbox: [],
      deadLetters: [],
    });
    expect(decisions.filter((kind) => kind === "rollout-started")).toHaveLength(2);
  });

  it("is one undo, however often it is asked for with one key", () => {
    expect(calm.world.answers.map(({ result: answer }) => answer).toSorted()).toEqual([
      "accepted",
      "accepted",
      "repeated",
    ]);
  });
});

describe("a crash around any single act of it ends as the undo without", () => {
  let expected: Awaited<ReturnType<typeof result>>;
  beforeAll(async () => {
    expected = await result(calm.world);
  });

  const steps = calm.world.crashes.acts
    .map((name, index) => ({ name, act: index + 1 }))
    .slice(calm.acts())
    .flatMap((step) => (["before", "after"] as const).map((when) => ({ ...step, when })));

  it("there are acts of an undo to crash around", () => {
    const acts = new Set(steps.map(({ name }) => name));
    for (const name of ["append", "start-rollout", "deploy-trial", "deploy-winner", "mark-package"])
      expect(acts).toContain(name);
  });

  it.each(steps)("$when act $act, $name", async ({ act, when }) => {
    const { world } = withUndo({ crash: { act, when } });
    await serve(world, { hours });
    expect(world.crashes.crashed).toBe(true);
    expect(await result(world)).toEqual(expected);
  });
});

it("is not performed on an endpoint that somebody changed a moment before: it is told and held", async () => {
  const { world } = withUndo({ sweepEvery: 10 * minute });
  once(world, isPromoted, () => world.time.after(90_000, () => world.sagemaker.changeByHand("hot-fix")));
  await serve(world, { hours });
  const end = await result(world);
  expect(end.ending.endpoint.config).toBe("hot-fix");
  expect(end.decisions).toContain("endpoint-changed-outside");
});
