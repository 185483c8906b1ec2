import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { ending, entryKinds, fleetOf, mainJob, once, policy, serve } from "../world/main-job.ts";
import type { World, WorldOptions } from "../world/world.ts";

const minute = 60_000;
const hours = 5;
const rates = { before: 0.7, under: 0.35, challenger: 0.6 };
const isPromoted = ({ lastPromotion }: State) => lastPromotion !== null;

/** The main job by a policy with a bake; acts are counted from the promotion on. */
function withBake(
  { keepWarm, promoted = 0.6 }: { readonly keepWarm: boolean; readonly promoted?: number },
  options: Partial<WorldOptions> = {},
): { readonly world: World; acts(): number } {
  const fleet = fleetOf({ rollout: { ...policy.rollout, bake: { for: "30 minutes", keepWarm } } });
  const world = mainJob({ fleet, rates: { ...rates, promoted }, ...options });
  let acts = 0;
  once(world, isPromoted, () => {
    acts = world.crashes.acts.length;
    // What the first champion drifts to is of no matter here.
    world.give({ name: "pause" }, { by: "grace", route: "api", reason: "watching", key: "pause-1" });
    const resume = { by: "grace", route: "api", reason: "watched", key: "resume-1" } as const;
    if (promoted === rates.challenger)
      world.time.after(20 * minute, () => world.give({ name: "resume" }, resume));
  });
  return { world, acts: () => acts };
}

/** How many looks there are depends on when an execution that died is tried again. */
async function result(world: World) {
  const kinds = await entryKinds(world);
  return {
    ending: { ...(await ending(world)), drift: null },
    decisions: kinds.filter((kind) => kind !== "effect-done" && kind !== "rollout-watched").toSorted(),
  };
}

const cases = [
  { keepWarm: false, promoted: 0.6, ends: "rollout-baked", variants: ["version-2 1"] },
  { keepWarm: true, promoted: 0.6, ends: "rollout-baked", variants: ["version-2 1"] },
  { keepWarm: false, promoted: 0.2, ends: "rollout-rolled-back", variants: ["AllTraffic 1"] },
  { keepWarm: true, promoted: 0.2, ends: "rollout-rolled-back", variants: ["AllTraffic 1"] },
] as const;

describe.each(cases)("a bake (warm: $keepWarm) of a winner right in $promoted of its outcomes", (its) => {
  const calm = withBake(its);
  let expected: Awaited<ReturnType<typeof result>>;
  beforeAll(async () => {
    await serve(calm.world, { hours });
    expected = await result(calm.world);
  });

  it(`ends as ${its.ends}, with nothing left open`, () => {
    const serving = its.ends === "rollout-baked" ? 2 : 1;
    expect(expected.ending).toMatchObject({
      endpoint: { status: "InService", variants: its.variants },
      rollout: null,
      outbox: [],
      deadLetters: [],
    });
    expect(expected.ending.packages.map(({ lifeCycle }) => lifeCycle)).toEqual(
      serving === 2
        ? ["Archived/Replaced", "Production/Serving"]
        : ["Production/Serving", "Archived/RolledBack"],
    );
    expect(expected.decisions.filter((kind) => kind === "rollout-promoted")).toHaveLength(1);
    expect(expected.decisions.filter((kind) => kind === its.ends)).toHaveLength(1);
    // The execution of the trial goes on with the bake.
    expect(calm.world.executions()).toHaveLength(1);
  });

  it("ends so whatever act a crash is around", async () => {
    const acts = calm.world.crashes.acts.length;
    expect(acts - calm.acts()).toBeGreaterThan(10);
    for (let act = calm.acts() + 1; act <= acts; act += 1) {
      for (const when of ["before", "after"] as const) {
        const { world } = withBake(its, { crash: { act, when } });
        await serve(world, { hours });
        expect(await result(world), `${when} act ${act}, ${calm.world.crashes.acts[act - 1]}`).toEqual(
          expected,
        );
      }
    }
  });
});
