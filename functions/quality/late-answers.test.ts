import { describe, expect, it } from "vitest";
import { folder, label, labelledTides, policy } from "./testing/labelled-tides.ts";

const { write, served, judge, trials, local, reports } = labelledTides();

describe("labels whose answers are captured later", () => {
  const at = (time: string) => new Date(`2026-04-0${time}:00Z`);
  /** Requests whose labels are there and whose captures are not; answers what writes the captures. */
  async function labelledFirst(captureHour: string, count = 120): Promise<() => Promise<unknown>> {
    const labels = await served("champion", captureHour, count, 2);
    const key = `capture/tides-prod/champion/2026/04/07/${captureHour}/00-a.jsonl`;
    const lines = (await local().objects.get("tides", key)) ?? new Uint8Array();
    await write(key, []);
    await write(`truth/${folder}/labels.jsonl`, labels);
    return () => local().objects.put("tides", key, lines);
  }

  it.each([
    ["were late for an hour before", "13"],
    ["are of an hour after", "16"],
  ])("are joined when these %s, and counted once", async (_, captureHour) => {
    const captures = await labelledFirst(captureHour);
    expect(await judge()).toMatchObject([{ joined: 0, counted: 0, unmatched: 120, waiting: 120 }]);
    await captures();
    // An hour after its first look it is looked at again.
    expect(await judge(policy(), at("7T16:04"))).toEqual([]);
    const later = at("7T17:10");
    expect(await judge(policy(), later)).toMatchObject([
      { result: "judged", joined: 120, counted: 120, unmatched: 0, waiting: 0 },
    ]);
    for (const time of [later, at("7T23:00"), at("8T15:06"), at("8T16:30")]) {
      expect(await judge(policy(), time)).toEqual([]);
    }
    expect(trials()["champion OutcomeTrials"]).toBe(120);
    expect(reports()).toHaveLength(1);
  });

  it("are counted in the round in which they come, each once, however many rounds there are", async () => {
    const early = await served("champion", "13", 110, 2);
    const captures = await labelledFirst("12", 60);
    await write(`truth/${folder}/early.jsonl`, early);
    expect(await judge()).toMatchObject([{ joined: 110, counted: 110, unmatched: 60, waiting: 60 }]);
    expect(await judge(policy(), at("7T16:06"))).toEqual([]);
    await captures();
    expect(await judge(policy(), at("7T17:06"))).toMatchObject([{ joined: 170, counted: 60, waiting: 0 }]);
    await write(`truth/${folder}/late.jsonl`, [label("nobody", 1)]);
    expect(await judge(policy(), at("7T17:20"))).toMatchObject([{ joined: 170, counted: 0, waiting: 1 }]);
    expect(await judge(policy(), at("8T15:06"))).toMatchObject([{ counted: 0, unmatched: 1, waiting: 0 }]);
    expect(trials()["champion OutcomeTrials"]).toBe(170);
  });

  it("are counted once by two runs that look again at the same moment", async () => {
    const captures = await labelledFirst("13");
    await judge();
    await captures();
    const later = at("7T16:10");
    const [one, other] = await Promise.all([judge(policy(), later), judge(policy(), later)]);
    const counted = [...one, ...other].map((judged) => judged.counted);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(120);
    expect(trials()["champion OutcomeTrials"]).toBe(120);
  });

  it("are given up when the policy looks back no further, and that is told once", async () => {
    await labelledFirst("13");
    const short = policy({ lookBack: "3 hours" });
    expect(await judge(short)).toMatchObject([{ unmatched: 120, waiting: 120, reason: null }]);
    expect(await judge(short, at("7T16:10"))).toEqual([]);
    expect(await judge(short, at("7T18:06"))).toMatchObject([
      {
        ...{ result: "not-enough-data", joined: 0, counted: 0, unmatched: 120, waiting: 0 },
        reason: "120 labelled requests have no captured answer within 3 hours, and count for nothing",
      },
    ]);
    expect(await judge(short, at("7T18:10"))).toEqual([]);
    expect(trials()).toEqual({});
  });

  it("are looked for no more in a file that was counted before there were such looks", async () => {
    const captures = await labelledFirst("13");
    const path = `${folder}/labels.jsonl`;
    await write(`driftwheel/reports/tides-prod/driftwheel-quality/counted/${path}`, [path, ""]);
    await captures();
    expect(await judge(policy(), at("7T17:10"))).toEqual([]);
  });
});
