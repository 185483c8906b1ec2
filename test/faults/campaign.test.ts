import { beforeAll, describe, expect, it } from "vitest";
import { type CampaignReport, campaign } from "../campaign/campaign.ts";
import { drawPlan } from "../campaign/faults/draw-plan.ts";
import { faultKinds } from "../campaign/faults/frequencies.ts";
import type { Plan } from "../campaign/faults/plan.ts";
import { brokenBy } from "../campaign/judge.ts";
import { run } from "../campaign/run.ts";
import { story } from "../campaign/story.ts";

const calm: Plan = {
  seed: 1,
  approve: "automatically",
  atDeadline: "roll back",
  bake: "none",
  idle: false,
  scaled: false,
  challengers: ["better"],
  retrains: "pipeline",
  jobs: ["completes"],
  waits: "nothing",
  faults: [],
};

async function told(plan: Plan): Promise<string> {
  const finished = await run(plan);
  return story(finished, await brokenBy(finished));
}

/** More than meet every kind of fault; `npm run test:campaign` runs five hundred, of a new seed each time. */
const runs = process.env.CI ? 200 : 100;

describe(`${runs} runs of faults that are mixed by a seed`, () => {
  let report: CampaignReport;
  beforeAll(async () => {
    report = await campaign({ runs, seed: 12 }, { shrinks: true, progress: () => {} });
  });

  it("break nothing that is promised", () => {
    expect(report.violations.map(({ story: told }) => told)).toEqual([]);
    expect(report.runs).toBe(runs);
  });

  it("meet every kind of fault, and end in every way", () => {
    expect(Object.keys(report.faults).toSorted()).toEqual([...faultKinds].toSorted());
    for (const end of ["promoted", "rolled-back", "held", "rejected"]) {
      expect(report.ends[end]).toBeGreaterThan(0);
    }
  });
});

describe("a run", () => {
  it("without faults promotes the better challenger, and all invariants hold", async () => {
    const finished = await run(calm);
    expect(await brokenBy(finished)).toEqual([]);
    expect(Object.values(finished.atEnd.state.candidates).map(({ stage }) => stage)).toEqual(["promoted"]);
  });

  it.each([3, 17, 41])("is the same for the same seed, byte for byte (seed %i)", async (seed) => {
    const first = await told(drawPlan(seed));
    expect(await told(drawPlan(seed))).toBe(first);
    expect(await told(drawPlan(seed + 1))).not.toBe(first);
  });

  it("depends on its plan alone, which is plain data", async () => {
    const plan = drawPlan(29);
    const copy = JSON.parse(JSON.stringify(plan));
    expect(copy).toEqual(plan);
    expect(await told(copy)).toBe(await told(plan));
  });
});
