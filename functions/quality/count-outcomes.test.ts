import { readPeriodCounts, type TrialToRead } from "@driftwheel/aws/metrics/period-counts.ts";
import { describe, expect, it } from "vitest";
import { captured, closed, folder, label, labelledTides, policy } from "./testing/labelled-tides.ts";

const { write, served, rows, judge, trials, local, reports, put } = labelledTides();

describe("outcomes of an hour", () => {
  const look = (asked: TrialToRead["asked"]) => {
    const start = Date.parse("2026-04-07T09:00:00Z");
    const range = {
      start: new Date(start),
      end: new Date(start + 60_000),
      periodSeconds: 60,
      slowerThan: null,
    };
    const variants = { championVariant: "champion", challengerVariant: "challenger" };
    return readPeriodCounts(
      { endpoint: "tides-prod", ...variants, ...range, ...(asked && { asked }) },
      closed,
    );
  };

  it("has absolute errors within bounds where the rollout judges values", async () => {
    const champion = await served("champion", "13", 300, 2);
    const challenger = await served("challenger", "09", 200, 1);
    await write(`truth/${folder}/labels.jsonl`, [...champion, ...challenger]);
    const value = { better: "lower" as const, bounds: [0, 1.5] satisfies [number, number] };
    expect(await judge(policy({}, { ramp: [10, 50], outcomes: { value } }))).toMatchObject([
      { counted: 500 },
    ]);
    const [period] = await look({ values: true, segments: [] });
    expect(period?.champion).toMatchObject({ trials: 300, successes: 0, values: { count: 300 } });
    const meanOf = (arm: "champion" | "challenger") =>
      (period?.[arm].values?.sum ?? 0) / (period?.[arm].trials ?? 1);
    // Errors are even up to 2, of which a quarter is brought within 1.5, and up to 1.
    expect(meanOf("champion")).toBeCloseTo(0.75 * 0.75 + 0.25 * 1.5, 1);
    expect(meanOf("challenger")).toBeCloseTo(0.5, 1);
    const { values } = period?.challenger ?? {};
    expect((values?.squares ?? 0) / (values?.count ?? 1)).toBeCloseTo(1 / 3, 1);
  });

  it("of classes has no values: whoever judges values puts them, and no outcomes come between them", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 0));
    const value = { better: "higher" as const, bounds: [0, 500] satisfies [number, number] };
    const classes = {
      problem: "multiclass",
      success: undefined,
      constraints: [{ metric: "accuracy", atLeast: 0.1 }],
    };
    const of = policy(classes, { ramp: [10, 50], outcomes: { value } });
    expect(await judge(of)).toMatchObject([{ result: "judged", joined: 300, counted: 0 }]);
    expect(put()).toEqual([]);
    expect(await judge(of)).toEqual([]);
  });

  it("counts the segments that the rollout names, by what the captured request says", async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `tide-${index}`);
    const place = (index: number) => ["north", "south", "east"][index % 3] ?? "";
    await write(
      "capture/tides-prod/champion/2026/04/07/13/00-a.jsonl",
      // Answers in the south are wrong.
      ids.map((id, index) =>
        captured(id, index % 3 === 1 ? 9 : 4).replace('"1,2"', JSON.stringify(`1,${place(index)}`)),
      ),
    );
    await write(
      `truth/${folder}/labels.jsonl`,
      ids.map((id) => label(id, 4)),
    );
    const segments = { by: 1, names: ["south", "north"] };
    expect(await judge(policy({}, { ramp: [10, 50], segments }))).toMatchObject([{ counted: 120 }]);
    const [period] = await look({ values: false, segments: segments.names });
    expect(period?.champion).toMatchObject({
      trials: 120,
      successes: 80,
      segments: { south: { trials: 40, successes: 0 }, north: { trials: 40, successes: 40 } },
    });
    const dimensions = local().metrics.metrics.filter(({ name }) => name === "OutcomeTrials");
    expect(dimensions.map((one) => one.dimensions.Segment ?? "").toSorted()).toEqual(["", "north", "south"]);
  });

  it("is counted once, however often it is asked for", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
    await judge();
    expect(await judge()).toEqual([]);
    expect(reports()).toHaveLength(1);
    expect(trials()["champion OutcomeTrials"]).toBe(300);
  });

  it("is judged anew with the labels that came late, and counts these alone", async () => {
    const labels = await served("champion", "13", 300, 2);
    await write(`truth/${folder}/early.jsonl`, labels.slice(0, 220));
    await judge();
    await write(`truth/${folder}/a-file-of-late-ones.jsonl`, labels.slice(200));
    expect(await judge(policy(), new Date("2026-04-07T21:00:00Z"))).toMatchObject([
      { joined: 300, repeated: 20, counted: 80 },
    ]);
    expect(trials()["champion OutcomeTrials"]).toBe(300);
    expect(reports()).toHaveLength(2);
  });

  it("is not counted twice by two runs at once", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
    const [one, other] = await Promise.all([judge(), judge()]);
    const counted = [...one, ...other].map((judged) => judged.counted);
    expect(counted.toSorted((a, b) => a - b)).toEqual([0, 300]);
    expect(trials()["champion OutcomeTrials"]).toBe(300);
  });

  it("whose run died after it was put on record is lost rather than counted twice", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
    local().faults.add("monitoring", "PutMetricData", {
      code: "InternalFailure",
      message: "down",
      status: 500,
    });
    await expect(judge()).rejects.toThrow("down");
    expect(await judge()).toEqual([]);
    expect(trials()).toEqual({});
    // The verdict had been told before.
    expect(reports()).toHaveLength(1);
  });

  it("whose requests have several rows says how many independent outcomes these are worth", async () => {
    await rows("champion", 40);
    expect(await judge()).toMatchObject([{ joined: 160, counted: 160, outOfTime: 0 }]);
    const counts = trials();
    expect(counts["champion OutcomeTrials"]).toBe(160);
    // All rows of a request are right, or all are wrong.
    expect(counts["champion OutcomeEffectiveTrials"]).toBeGreaterThan(35);
    expect(counts["champion OutcomeEffectiveTrials"]).toBeLessThan(42);
  });

  it("is counted by the units that the policy names, where requests say them", async () => {
    await rows("champion", 40);
    const { rollout, ...others } = policy();
    const byUser = { ...others, rollout: { ...rollout, outcomes: { unit: "user" } } };
    await judge(byUser);
    // Ten users, all of whose four requests are alike.
    expect(trials()["champion OutcomeEffectiveTrials"]).toBeLessThan(11);
    expect(trials()["champion OutcomeUnits"]).toBe(10);
  });

  it("tells of requests that are older than CloudWatch takes, and counts the others", async () => {
    const labels = await served("champion", "13", 120, 2);
    const key = "capture/tides-prod/champion/2026/04/07/13/00-a.jsonl";
    const body = new TextDecoder().decode((await local().objects.get("tides", key)) ?? new Uint8Array());
    const lines = body.split("\n");
    await write(key, [
      ...lines.slice(0, 20).map((line) => line.replace("2026-04-07T09", "2026-03-20T09")),
      ...lines.slice(20),
    ]);
    await write(`truth/${folder}/labels.jsonl`, labels);
    expect(await judge()).toMatchObject([{ joined: 120, counted: 100, outOfTime: 20 }]);
    expect(trials()["champion OutcomeTrials"]).toBe(100);
  });
});
