import { gzipSync } from "node:zlib";
import { readPeriodCounts } from "@driftwheel/aws/metrics/period-counts.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import { describe, expect, it } from "vitest";
import { captured, closed, folder, hourEnd, label, labelledTides, policy } from "./testing/labelled-tides.ts";

const { write, written, served, judge, problems, trials, local, reports } = labelledTides();

describe("an hour of ground truth", () => {
  it("is read compressed, and so are its captures, as the monitor of inputs reads them", async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `tide-${index}`);
    const pack = (key: string, lines: readonly string[]) =>
      local().objects.put("tides", key, gzipSync(lines.join("\n")));
    const captures = ids.map((id) => captured(id, 4));
    await pack("capture/tides-prod/champion/2026/04/07/13/00-a.jsonl.gz", captures);
    await pack(
      `truth/${folder}/labels.jsonl.gz`,
      ids.map((id) => label(id, 4.5)),
    );
    expect(await judge()).toMatchObject([{ result: "judged", joined: 120, unmatched: 0, unread: 0 }]);
  });

  it("is joined with captures of the hours before, told as quality, and counted for each variant", async () => {
    const champion = await served("champion", "13", 300, 2);
    const challenger = await served("challenger", "09", 60, 0.5);
    await write(`truth/${folder}/labels.jsonl`, [...champion, ...challenger]);

    expect(await judge()).toMatchObject([
      {
        result: "judged",
        windowEnd: "2026-04-07T15:00:00.000Z",
        joined: 360,
        counted: 360,
        unmatched: 0,
        unread: 0,
        violated: [],
      },
    ]);
    expect(await written("statistics.json")).toMatchObject({
      dataset: { item_count: 360 },
      regression_metrics: { mae: { value: expect.any(Number), standard_deviation: expect.any(Number) } },
    });
    expect(await written("constraint_violations.json")).toEqual({ version: 0, violations: [] });
    expect(parse(reports()[0])).toMatchObject({
      signal: {
        kind: "drift-reported",
        schedule: "driftwheel-quality",
        rows: 360,
        features: [{ feature: "mae" }],
      },
    });
    const counts = trials();
    expect(counts["champion OutcomeTrials"]).toBe(300);
    // Errors are even from -2 to 2: about half are within 1.
    expect(counts["champion OutcomeSuccesses"]).toBeGreaterThan(120);
    expect(counts["champion OutcomeSuccesses"]).toBeLessThan(180);
    expect(counts["challenger OutcomeTrials"]).toBe(60);
    expect(counts["challenger OutcomeSuccesses"]).toBe(60);
    // What was put is what a rollout's look reads, each variant in its own arm, at the time of the requests.
    const asked = Date.parse("2026-04-07T09:00:00Z");
    const periods = await readPeriodCounts(
      {
        endpoint: "tides-prod",
        championVariant: "champion",
        challengerVariant: "challenger",
        start: new Date(asked - 120_000),
        end: new Date(asked + 7_200_000),
        periodSeconds: 60,
        slowerThan: null,
      },
      closed,
    );
    expect(periods).toMatchObject([
      {
        start: asked,
        champion: { trials: 300, successes: counts["champion OutcomeSuccesses"] },
        challenger: { trials: 60, successes: 60 },
      },
    ]);
    expect(periods[0]?.champion).not.toHaveProperty("effectiveTrials");
  });

  it("with few labels is not enough data, which is not told as fine, and still counts for a rollout", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 40, 2));
    expect(await judge()).toMatchObject([{ result: "not-enough-data", joined: 40, counted: 40 }]);
    expect(reports()).toEqual([]);
    expect(await written("constraint_violations.json")).toBeNull();
  });

  it("with few labels needs no baseline, and is none the worse for one that cannot be read", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 40, 2));
    await write("baseline.json", ["{"]);
    const versus = policy({ constraints: undefined, baseline: "s3://tides/baseline.json" });
    expect(await judge(versus)).toMatchObject([{ result: "not-enough-data", joined: 40, counted: 40 }]);
    expect(await written("statistics.json")).toMatchObject({ dataset: { item_count: 40 } });
  });

  it("leaves empty objects and markers beside the files alone", async () => {
    await write(`truth/${folder}/part-0000`, await served("champion", "13", 120, 2));
    await write(`truth/${folder}/_SUCCESS`, ["no label"]);
    await write(`truth/${folder}/`, []);
    expect(await judge()).toMatchObject([{ joined: 120, unread: 0 }]);
  });

  it("that is not over is left for later", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
    expect(await judge(policy(), new Date("2026-04-07T15:04:00Z"))).toEqual([]);
  });

  it("counts what cannot be read or matched, and says what was wrong first", async () => {
    const labels = await served("champion", "13", 120, 2);
    await write(`truth/${folder}/labels.jsonl`, ["no json", "{}", ...labels, label("nobody", 3)]);
    expect(await judge()).toMatchObject([
      { joined: 120, unread: 2, unmatched: 1, reason: expect.stringContaining("the line is no JSON") },
    ]);
  });

  it("of labels older than the policy looks back is not joined", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "09", 120, 2));
    expect(await judge(policy({ lookBack: "3 hours" }))).toMatchObject([{ joined: 0, unmatched: 120 }]);
  });
});

describe("an hour that cannot be judged is told", () => {
  it("without ground truth, the newest three of them", async () => {
    await write("truth/readme.txt", []);
    expect(await judge()).toEqual([]);
    expect(Object.values(problems()).map(({ reason }) => reason)).toEqual([
      "no-labels",
      "no-labels",
      "no-labels",
    ]);
    expect(problems()[hourEnd]?.words).toBe(`There is no ground truth in s3://tides/truth/${folder}/.`);
  });

  it("with labels for requests that were never captured", async () => {
    await write(`truth/${folder}/labels.jsonl`, [label("nowhere", 1)]);
    await judge();
    expect(problems()).toMatchObject({
      [hourEnd]: {
        reason: "no-label-matches",
        words: "None of 1 labelled requests was captured with an answer within reach.",
      },
    });
  });

  it("with lines that are no labels", async () => {
    await write(`truth/${folder}/labels.jsonl`, ["[]", "[]"]);
    await judge();
    expect(problems()).toMatchObject({ [hourEnd]: { reason: "all-unread" } });
  });

  it("with fewer labels than the policy wants", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 20, 2));
    await judge();
    expect(problems()).toMatchObject({ [hourEnd]: { reason: "too-few-rows" } });
  });

  it("of an endpoint that captures nothing", async () => {
    await write(`truth/${folder}/labels.jsonl`, [label("nowhere", 1)]);
    const { capture: _, ...drift } = policy().drift;
    await expect(judge({ ...policy(), drift })).resolves.toEqual([]);
    expect(problems()).toMatchObject({
      [hourEnd]: { reason: expect.stringMatching(/no-endpoint|no-capture|failed/) },
    });
  });
});

it("a model without ground truth in its policy is left alone", async () => {
  const { quality: _, ...without } = policy();
  expect(await judge(without)).toEqual([]);
});
