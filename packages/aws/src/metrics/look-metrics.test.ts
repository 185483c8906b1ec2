import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsFacts } from "../facts/fact-finder.ts";
import { pointTo } from "../testing/json-wire.ts";
import { readLookMetrics } from "./look-metrics.ts";

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
) {
  local.world.metrics.put(
    values.map(([seconds, value]) => ({
      namespace,
      name,
      dimensions: { EndpointName: "tides-prod", VariantName: variant },
      timestamp: at(seconds),
      value,
    })),
  );
}

const look = {
  endpoint: "tides-prod",
  championVariant: "AllTraffic",
  challengerVariant: "version-2",
  start: at(60),
  end: at(180),
  periodSeconds: 60,
  slowerThan: 20_000,
};

describe("a look", () => {
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

  it("counts what happened from its start to before its end, for each variant", async () => {
    expect(await readLookMetrics(look)).toEqual({
      start: at(60).toISOString(),
      end: at(180).toISOString(),
      champion: { variant: "AllTraffic", trials: 100, successes: 60, invocations: 160, errors: 20, slow: 0 },
      challenger: { variant: "version-2", trials: 10, successes: 6, invocations: 16, errors: 2, slow: 2 },
    });
  });

  it("counts nothing as slow when there is nothing to compare with", async () => {
    expect((await readLookMetrics({ ...look, slowerThan: null })).challenger.slow).toBe(0);
  });

  it("reads zeros where nothing was measured, and nothing at all from an empty window", async () => {
    const nothing = { trials: 0, successes: 0, invocations: 0, errors: 0, slow: 0 };
    const quiet = await readLookMetrics({ ...look, start: at(600), end: at(660) });
    expect(quiet.champion).toEqual({ variant: "AllTraffic", ...nothing });
    const empty = await readLookMetrics({ ...look, end: look.start });
    expect(empty).toMatchObject({ start: empty.end, challenger: { variant: "version-2", ...nothing } });
  });

  it("never has more successes than trials, though each metric arrives on its own", async () => {
    put("Driftwheel", "OutcomeTrials", "early", [[100, 4]]);
    put("Driftwheel", "OutcomeSuccesses", "early", [[100, 9]]);
    const metrics = await readLookMetrics({ ...look, challengerVariant: "early" });
    expect(metrics.challenger).toMatchObject({ trials: 4, successes: 4 });
  });
});

describe("the champion's history", () => {
  const ask = (variant: string) =>
    awsFacts({ clock: { now: () => at(5400) }, asks: new Set(["championHistory"]) }).answer({
      ask: "championHistory",
      endpoint: "tides-prod",
      variant,
      hours: 24,
      periodSeconds: 60,
      latencyQuantile: 0.99,
    });

  it("sums the hours before now, and puts the hours' quantiles together by their invocations", async () => {
    put("Driftwheel", "OutcomeTrials", "old", [
      [-86_400, 1_000],
      [-3_000, 40],
      [10, 2],
    ]);
    put("Driftwheel", "OutcomeSuccesses", "old", [
      [-3_000, 30],
      [10, 1],
    ]);
    put("AWS/SageMaker", "Invocations", "old", [[10, 7]]);
    put("AWS/SageMaker", "ModelLatency", "old", [
      [-3_000, 1_000],
      [-2_990, 1_000],
      [-2_980, 1_000],
      [10, 5_000],
    ]);
    expect(await ask("old")).toEqual({
      trials: 42,
      successes: 31,
      invocations: 7,
      errors: 0,
      latency: 2_000,
    });
  });

  it("has no latency without traffic", async () => {
    expect(await ask("never")).toEqual({ trials: 0, successes: 0, invocations: 0, errors: 0, latency: null });
  });
});
