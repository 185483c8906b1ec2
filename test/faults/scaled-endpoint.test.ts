import { describe, expect, it } from "vitest";
import type { Plan } from "../campaign/faults/plan.ts";
import { brokenBy } from "../campaign/judge.ts";
import { run } from "../campaign/run.ts";

const scaled = (changes: Partial<Plan>): Plan => ({
  seed: 1,
  retrains: "pipeline",
  jobs: ["completes"],
  waits: "nothing",
  approve: "automatically",
  atDeadline: "roll back",
  bake: "none",
  idle: false,
  scaled: true,
  challengers: ["better"],
  faults: [],
  ...changes,
});

/** What a run ended with: versions and stages, who serves, and who scales. */
async function endOf(changes: Partial<Plan>) {
  const finished = await run(scaled(changes));
  const { endpoint, scaling } = finished.world.sagemaker;
  return {
    broken: await brokenBy(finished),
    stages: Object.values(finished.atEnd.state.candidates).map(({ version, stage }) => `${version} ${stage}`),
    serves: endpoint.variants.map(({ name }) => name),
    scales: [...scaling.targets].map(([name, { minimum, maximum }]) => `${name} ${minimum} to ${maximum}`),
    kinds: finished.world.ledger.entries.map(({ kind }) => kind),
    shares: endpoint.changes.map(({ weights }) => weights["version-2"] ?? 0),
  };
}

describe("a champion that scales", () => {
  it("hands its scaling to the winner before that takes traffic, and is taken off before it goes", async () => {
    const { broken, stages, serves, scales, kinds, shares } = await endOf({});
    expect(broken).toEqual([]);
    expect(stages).toEqual(["2 promoted"]);
    expect(serves).toEqual(["version-2"]);
    expect(scales).toEqual(["version-2 2 to 8"]);
    expect(kinds).toContain("challenger-prepared");
    expect(shares.slice(0, 2)).toEqual([0, 10]);
  });

  it("scales as before when the challenger is rolled back, and nothing is left of the challenger's", async () => {
    const { broken, stages, serves, scales } = await endOf({ challengers: ["worse"] });
    expect(broken).toEqual([]);
    expect(stages[0]).toBe("2 rolled-back");
    expect(serves).toEqual(["AllTraffic"]);
    expect(scales).toEqual(["AllTraffic 2 to 8"]);
  });

  it.each(["cold", "warm"] as const)("scales again when a %s bake ends with the way back", async (bake) => {
    const { broken, stages, serves, scales, kinds } = await endOf({
      bake,
      challengers: ["better", "fails-the-gate"],
      faults: [{ kind: "guard-alarm", when: { after: "rollout-promoted", nth: 1, plus: 300 } }],
    });
    expect(broken).toEqual([]);
    expect(kinds).toContain("rollout-promoted");
    expect(stages[0]).toBe("2 rolled-back");
    expect(serves).toEqual(["AllTraffic"]);
    expect(scales).toEqual(["AllTraffic 2 to 8"]);
  });

  it.each(["cold", "warm"] as const)("is handed over by a %s bake that ends well", async (bake) => {
    const { broken, stages, serves, scales } = await endOf({ bake });
    expect(broken).toEqual([]);
    expect(stages).toEqual(["2 promoted"]);
    expect(serves).toEqual(["version-2"]);
    expect(scales).toEqual(["version-2 2 to 8"]);
  });

  it("scales again after an undo", async () => {
    const { broken, serves, scales } = await endOf({
      faults: [{ kind: "command", name: "undo", when: { after: "rollout-promoted", nth: 1, plus: 600 } }],
    });
    expect(broken).toEqual([]);
    expect(serves).toEqual(["version-1"]);
    expect(scales).toEqual(["version-1 2 to 8"]);
  });
});
