import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsFacts } from "../facts/fact-finder.ts";
import { pointTo } from "../testing/json-wire.ts";
import { keptWindows } from "./kept-periods.ts";
import { readPeriodCounts } from "./period-counts.ts";

let local: LocalServer;
/** A whole hour of the recent past, so that history and looks can be put around it. */
const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000;
const at = (seconds: number) => new Date(hour + seconds * 1000);

beforeAll(async () => {
  local = await startLocal();
  pointTo(local.url);
});
afterAll(async () => {
  await local.close();
});

function put(
  namespace: string,
  name: string,
  variant: string,
  values: readonly (readonly [number, number])[],
  segment: { readonly Segment?: string } = {},
) {
  local.world.metrics.put(
    values.map(([seconds, value]) => ({
      namespace,
      name,
      dimensions: { EndpointName: "tides-prod", VariantName: variant, ...segment },
      timestamp: at(seconds),
      value,
    })),
  );
}

function putComponent(name: string, component: string, values: readonly (readonly [number, number])[]) {
  local.world.metrics.put(
    values.map(([seconds, value]) => ({
      namespace: "AWS/SageMaker",
      name,
      dimensions: { InferenceComponentName: component },
      timestamp: at(seconds),
      value,
    })),
  );
}

const trial = {
  endpoint: "tides-prod",
  championVariant: "AllTraffic",
  challengerVariant: "version-2",
  start: at(60),
  end: at(180),
  periodSeconds: 60,
  slowerThan: 20_000,
};
const now = at(1_800);

describe("a trial's periods", () => {
  it("count requests of inference components by their names, and their outcomes by the endpoint", async () => {
    for (const [component, requests] of [
      ["tides", 9],
      ["driftwheel-tides-v2-1", 3],
    ] as const) {
      putComponent("Invocations", component, [[70, requests]]);
      putComponent("Invocation5XXErrors", component, [[70, 1]]);
      put("Driftwheel", "OutcomeTrials", component, [[70, requests - 1]]);
    }
    const read = await readPeriodCounts(
      {
        ...trial,
        ...{ endpoint: "tides-prod/tides", challengerEndpoint: "tides-prod/driftwheel-tides-v2-1" },
        ...{ championVariant: "tides", challengerVariant: "driftwheel-tides-v2-1" },
      },
      now,
    );
    expect(read).toMatchObject([
      {
        champion: { invocations: 9, errors: 1, trials: 8 },
        challenger: { invocations: 3, errors: 1, trials: 2 },
      },
    ]);
  });

  beforeAll(() => {
    for (const [variant, factor] of [
      ["AllTraffic", 10],
      ["version-2", 1],
    ] as const) {
      // The first and the last value lie outside of the window.
      const each = (value: number) => [59, 60, 179, 180].map((second) => [second, value * factor] as const);
      put("Driftwheel", "OutcomeTrials", variant, each(5));
      put("Driftwheel", "OutcomeSuccesses", variant, each(3));
      put("AWS/SageMaker", "Invocations", variant, each(8));
      put("AWS/SageMaker", "Invocation5XXErrors", variant, each(1));
    }
    const latencies = [15_000, 20_000, 20_001, 90_000].map((value) => [100, value] as const);
    put("AWS/SageMaker", "ModelLatency", "version-2", latencies);
  });

  it("hold what happened from its start to before its end, for each variant by its period", async () => {
    const champion = { trials: 50, successes: 30, invocations: 80, errors: 10, slow: 0 };
    const challenger = { trials: 5, successes: 3, invocations: 8, errors: 1, slow: 0 };
    expect(await readPeriodCounts(trial, now)).toEqual([
      { start: at(60).getTime(), champion, challenger: { ...challenger, slow: 2 } },
      { start: at(120).getTime(), champion, challenger },
    ]);
  });

  it("count nothing as slow when there is nothing to compare with", async () => {
    const [first] = await readPeriodCounts({ ...trial, slowerThan: null }, now);
    expect(first?.challenger.slow).toBe(0);
  });

  it("are left out where nothing was measured, and there are none in an empty window", async () => {
    expect(await readPeriodCounts({ ...trial, start: at(600), end: at(660) }, now)).toEqual([]);
    expect(await readPeriodCounts({ ...trial, end: trial.start }, now)).toEqual([]);
  });

  it("never have more successes than trials, though each metric arrives on its own", async () => {
    put("Driftwheel", "OutcomeTrials", "early", [[100, 4]]);
    put("Driftwheel", "OutcomeSuccesses", "early", [[100, 9]]);
    const [first] = await readPeriodCounts({ ...trial, challengerVariant: "early" }, now);
    expect(first?.challenger).toMatchObject({ trials: 4, successes: 4 });
  });

  it("tell how many independent outcomes an arm's are worth, where anybody told it of that arm", async () => {
    put("Driftwheel", "OutcomeTrials", "rows", [
      [70, 40],
      [130, 5],
    ]);
    put("Driftwheel", "OutcomeEffectiveTrials", "rows", [[70, 12.5]]);
    const read = await readPeriodCounts({ ...trial, challengerVariant: "rows" }, now);
    expect(read.map(({ challenger }) => challenger.effectiveTrials)).toEqual([12.5, 5]);
    expect(read[0]?.champion).not.toHaveProperty("effectiveTrials");
  });

  it("tell how many units came first in them, where units are asked for", async () => {
    put("Driftwheel", "OutcomeUnits", "users", [[70, 12]]);
    put("AWS/SageMaker", "Invocations", "users", [
      [70, 40],
      [130, 5],
    ]);
    const users = { ...trial, challengerVariant: "users" };
    expect((await readPeriodCounts(users, now))[0]?.challenger).not.toHaveProperty("units");
    const asked = { values: false, segments: [], units: true };
    const read = await readPeriodCounts({ ...users, asked }, now);
    expect(read.map(({ challenger }) => challenger.units)).toEqual([12, 0]);
  });

  it("tell how many requests waited for new compute on the endpoint that answers, where cold starts are asked for", async () => {
    // Microseconds of each launch, of which the number alone counts.
    local.world.metrics.put(
      [65, 70, 75, 130].map((seconds) => ({
        namespace: "AWS/SageMaker",
        name: "ModelSetupTime",
        dimensions: { EndpointName: "driftwheel-tides-v2-1", VariantName: "version-2" },
        timestamp: at(seconds),
        value: 900_000,
      })),
    );
    local.world.metrics.put([
      {
        namespace: "AWS/SageMaker",
        name: "Invocations",
        dimensions: { EndpointName: "driftwheel-tides-v2-1", VariantName: "version-2" },
        timestamp: at(70),
        value: 8,
      },
    ]);
    const apart = { ...trial, challengerEndpoint: "driftwheel-tides-v2-1" };
    expect((await readPeriodCounts(apart, now))[0]?.challenger).not.toHaveProperty("coldStarts");
    const asked = { values: false, segments: [], coldStarts: true };
    const read = await readPeriodCounts({ ...apart, asked }, now);
    expect(read[0]).toMatchObject({
      champion: { coldStarts: 0, invocations: 80 },
      challenger: { coldStarts: 3, invocations: 8 },
    });
  });

  it("have the segments that are asked for, which count in the whole by their own metric alone", async () => {
    put("Driftwheel", "OutcomeTrials", "split", [[70, 10]]);
    put("Driftwheel", "OutcomeSuccesses", "split", [[70, 8]]);
    put("Driftwheel", "OutcomeTrials", "split", [[70, 4]], { Segment: "north" });
    put("Driftwheel", "OutcomeSuccesses", "split", [[70, 1]], { Segment: "north" });
    const split = { ...trial, challengerVariant: "split" };
    const [plain] = await readPeriodCounts(split, now);
    expect(plain?.challenger).toMatchObject({ trials: 10, successes: 8 });
    expect(plain?.challenger).not.toHaveProperty("segments");
    const asked = { values: false, segments: ["south", "north"] };
    const [read] = await readPeriodCounts({ ...split, asked }, now);
    expect(read?.challenger).toMatchObject({
      trials: 10,
      segments: { north: { trials: 4, successes: 1 } },
    });
    expect(read?.champion).not.toHaveProperty("segments");
  });

  it("have sums of values where these are asked for, once all of them have arrived", async () => {
    put("Driftwheel", "OutcomeTrials", "valued", [
      [70, 4],
      [130, 2],
    ]);
    put("Driftwheel", "OutcomeSuccesses", "valued", [[70, 3]]);
    put("Driftwheel", "OutcomeValues", "valued", [
      [70, 10],
      [130, 3],
    ]);
    put("Driftwheel", "OutcomeValueSquares", "valued", [[70, 30]]);
    const asked = { values: true, segments: [] };
    const read = await readPeriodCounts({ ...trial, challengerVariant: "valued", asked }, now);
    expect(read.map(({ challenger: { trials, successes, values } }) => [trials, successes, values])).toEqual([
      [4, 0, { count: 4, sum: 10, squares: 30 }],
      [0, 0, undefined],
    ]);
  });

  it("are longer where CloudWatch keeps the policy's period no more", async () => {
    const old = { ...trial, championVariant: "long", challengerVariant: "long", periodSeconds: 10 };
    put("AWS/SageMaker", "Invocations", "long", [
      [65, 1],
      [85, 2],
      [125, 4],
    ]);
    const read = async (later: Date) =>
      (await readPeriodCounts(old, later)).map(({ start, length, champion }) => [
        (start - hour) / 1_000,
        length,
        champion.invocations,
      ]);
    expect(await read(now)).toEqual([
      [60, undefined, 1],
      [80, undefined, 2],
      [120, undefined, 4],
    ]);
    expect(await read(new Date(at(120).getTime() + 170 * 60_000))).toEqual([
      [60, 60_000, 3],
      [120, undefined, 4],
    ]);
  });
});

describe("the windows by which a range is read", () => {
  const day = 86_400;
  const windows = (start: number, end: number, periodSeconds: number) =>
    keptWindows({ start: at(start), end: at(end), periodSeconds }, at(0)).map((window) => [
      (window.start.getTime() - hour) / 1_000,
      (window.end.getTime() - hour) / 1_000,
      window.periodSeconds,
    ]);

  it.each([
    ["a young trial's", -3_600, 0, 10, [[-3_600, 0, 10]]],
    [
      "of more than three hours by short periods",
      -20_010,
      -30,
      10,
      [
        [-20_040, -10_200, 60],
        [-10_200, -30, 10],
      ],
    ],
    ["of days by the minute", -5 * day, 0, 60, [[-5 * day, 0, 60]]],
    [
      "of weeks by the minute",
      -20 * day,
      0,
      60,
      [
        [-20 * day, -15 * day + 3_600, 300],
        [-15 * day + 3_600, 0, 60],
      ],
    ],
    ["of weeks by ten minutes", -20 * day, 0, 600, [[-20 * day, 0, 600]]],
    ["none of an empty range", 0, 0, 60, []],
  ])("%s", (_, start, end, periodSeconds, expected) => {
    expect(windows(start, end, periodSeconds)).toEqual(expected);
  });
});

describe("the champion's history", () => {
  const ask = (variant: string, periodSeconds = 60) =>
    awsFacts({ clock: { now: () => at(5_400) }, asks: new Set(["championHistory"]) }).answer({
      ask: "championHistory",
      endpoint: "tides-prod",
      variant,
      hours: 24,
      periodSeconds,
      latencyQuantile: 0.99,
    });

  it("sums the day before now, and puts the hours' quantiles together by their invocations", async () => {
    put("Driftwheel", "OutcomeTrials", "old", [
      [-86_400, 1_000],
      [-3_000, 40],
      [10, 2],
    ]);
    put("Driftwheel", "OutcomeSuccesses", "old", [
      [-3_000, 30],
      [10, 1],
    ]);
    put("AWS/SageMaker", "Invocations", "old", [
      [-3_000, 60],
      [10, 7],
    ]);
    put("AWS/SageMaker", "ModelLatency", "old", [
      [-3_000, 1_000],
      [-2_990, 1_000],
      [-2_980, 1_000],
      [10, 5_000],
    ]);
    expect(await ask("old")).toEqual({
      trials: 42,
      successes: 31,
      invocations: 67,
      errors: 0,
      latency: 2_000,
      periods: {
        matured: 67,
        maturity: expect.any(Number),
        designEffects: { outcomes: 1, errors: 1, slow: expect.any(Number) },
        cycle: expect.any(String),
      },
    });
  });

  it("says how old requests are when their outcomes are known, by periods without gaps", async () => {
    const minutes = Array.from({ length: 24 * 60 }, (_, index) => 5_400 - 60 * (index + 1));
    const every = (value: number) => minutes.map((second) => [second, value] as const);
    put("AWS/SageMaker", "Invocations", "steady", every(10));
    // Whatever is younger than half an hour has told nothing.
    const known = minutes.filter((second) => second < 5_400 - 1_800);
    put(
      "Driftwheel",
      "OutcomeTrials",
      "steady",
      known.map((second) => [second, 10] as const),
    );
    put(
      "Driftwheel",
      "OutcomeSuccesses",
      "steady",
      known.map((second) => [second, 8] as const),
    );
    const history = await ask("steady", 10);
    expect(history).toMatchObject({ periods: { cycle: "none", designEffects: { outcomes: 1 } } });
    expect(history?.periods?.maturity).toBeGreaterThanOrEqual(28 * 60_000);
    expect(history?.periods?.maturity).toBeLessThanOrEqual(33 * 60_000);
    expect(history?.successes).toBe(0.8 * (history?.trials ?? 0));
  });

  it("has sums of values with what they were brought within, where the policy judges values", async () => {
    const each = [-3_000, -2_400, 10] as const;
    const every = (value: number) => each.map((second) => [second, value] as const);
    put("Driftwheel", "OutcomeTrials", "valued-before", every(5));
    put("Driftwheel", "OutcomeSuccesses", "valued-before", every(2));
    put("Driftwheel", "OutcomeValues", "valued-before", every(20));
    put("Driftwheel", "OutcomeValueSquares", "valued-before", every(90));
    const plain = {
      ask: "championHistory",
      endpoint: "tides-prod",
      variant: "valued-before",
      hours: 24,
      periodSeconds: 60,
      latencyQuantile: 0.99,
    } as const;
    const facts = awsFacts({ clock: { now: () => at(5_400) }, asks: new Set(["championHistory"]) });
    expect(await facts.answer({ ...plain, bounds: { low: 0, high: 9 } })).toMatchObject({
      trials: 15,
      successes: 0,
      values: { count: 15, sum: 60, squares: 270, low: 0, high: 9 },
    });
    const rates = await facts.answer(plain);
    expect(rates).toMatchObject({ trials: 15, successes: 6 });
    expect(rates).not.toHaveProperty("values");
  });

  it("has no latency without traffic", async () => {
    expect(await ask("never")).toEqual({
      ...{ trials: 0, successes: 0, invocations: 0, errors: 0, latency: null },
      periods: {
        matured: 0,
        maturity: null,
        designEffects: { outcomes: 1, errors: 1, slow: 1 },
        cycle: "unknown",
      },
    });
  });
});

describe("a trial's periods on endpoints that queue requests", () => {
  const queued = { ...trial, challengerEndpoint: "driftwheel-tides-v2-1", asynchronous: true };

  it("have answers and failures by when they ended, what was accepted by when it came, and the queue", async () => {
    const on = (endpoint: string, variant: string | null) => ({
      EndpointName: endpoint,
      ...(variant !== null && { VariantName: variant }),
    });
    const challenger = on("driftwheel-tides-v2-1", "version-2");
    const datum = (
      name: string,
      second: number,
      value: number,
      dimensions: Record<string, string> = challenger,
    ) => ({
      namespace: name.startsWith("Inference") ? "Driftwheel" : "AWS/SageMaker",
      ...{ name, dimensions, value, timestamp: at(second) },
    });
    local.world.metrics.put([
      ...[15_000, 20_000, 30_000, 40_000].map((latency) => datum("ModelLatency", 130, latency)),
      // One was refused by the model, one failed in it, and one expired before it.
      ...[1, 1, 1, 0].map((failed) => datum("InvocationFailures", 130, failed)),
      datum("Invocation4XXErrors", 130, 1),
      // One was sent again by a person: no route led it there.
      datum("InferenceResults", 100, 6),
      datum("InferenceRedrives", 100, 1),
      ...[7, 2].map((size) =>
        datum("ApproximateBacklogSizePerInstance", 100, size, on("driftwheel-tides-v2-1", null)),
      ),
      datum("ApproximateAgeOfOldestRequest", 100, 90, on("driftwheel-tides-v2-1", null)),
      datum("ApproximateBacklogSizePerInstance", 130, 0, on("driftwheel-tides-v2-1", null)),
      // It has none, and what a real-time endpoint would count is not read.
      datum("Invocations", 130, 50),
    ]);
    const [first, second] = await readPeriodCounts(queued, now);
    expect(first?.challenger).toMatchObject({
      ...{ invocations: 0, errors: 0, accepted: 5 },
      backlog: { perInstance: 7, oldest: 90_000 },
    });
    expect(second?.challenger).toMatchObject({
      ...{ invocations: 4, errors: 2, slow: 2, accepted: 0 },
      backlog: { perInstance: 0, oldest: 0 },
    });
  });
});
