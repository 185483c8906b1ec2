import { beforeAll, describe, expect, it } from "vitest";
import { ending, entryKinds, mainJob, serve } from "../world/main-job.ts";

/** One run without a crash tells how many acts there are; each then crashes once before and once after. */
const calm = mainJob();
await serve(calm);
const acts = calm.crashes.acts.map((name, index) => ({ name, act: index + 1 }));

describe("a crash around any single act ends as the run without", () => {
  let expected: { readonly ending: unknown; readonly decisions: readonly string[] };

  async function result(world: typeof calm) {
    const kinds = await entryKinds(world);
    return {
      ending: await ending(world),
      decisions: kinds.filter((kind) => kind !== "effect-done").toSorted(),
    };
  }

  beforeAll(async () => {
    expected = await result(calm);
  });

  it("there are effects and appends to crash around", () => {
    expect(new Set(acts.map(({ name }) => name))).toEqual(
      new Set([
        "append",
        "keep-snapshot",
        "publish-entry",
        "send-alert",
        "start-pipeline",
        "set-approval",
        "start-rollout",
        "deploy-trial",
        "shift-weights",
        "deploy-winner",
        "mark-package",
      ]),
    );
  });

  it.each(
    acts.flatMap(({ name, act }) => (["before", "after"] as const).map((when) => ({ name, act, when }))),
  )("$when act $act, $name", async ({ act, when }) => {
    const world = mainJob({ crash: { act, when } });
    await serve(world);

    expect(world.crashes.crashed).toBe(true);
    expect(await result(world)).toEqual(expected);
  });
});
