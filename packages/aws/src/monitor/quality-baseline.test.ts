import { metricIn } from "@driftwheel/core/monitor/quality/quality-statistics.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pointTo } from "../testing/json-wire.ts";
import { qualityBaseline } from "./quality-baseline.ts";

let local: LocalServer;

beforeAll(async () => {
  local = await startLocal();
  pointTo(local.url);
});
afterAll(async () => {
  await local.close();
});

async function written(text: string): Promise<unknown> {
  await local.world.objects.put("tides", "statistics.json", new TextEncoder().encode(text));
  return (await qualityBaseline(null, "s3://tides/statistics.json"))?.json;
}

describe("model-quality statistics to compare with", () => {
  it("may be written by Python, with metrics that were not measured", async () => {
    const baseline = await written(
      '\uFEFF{"regression_metrics": {"mae": {"value": 1.5}, "r2": {"value": NaN}, "mse": {"value": Infinity}}}',
    );
    const metrics = ["mae", "r2", "mse"].map((metric) => metricIn(baseline, "regression", metric));
    expect(metrics).toEqual([1.5, null, null]);
  });

  it("are bad input when they are no JSON, with the file and the parser's words", async () => {
    await expect(written("{ mae:")).rejects.toThrow(
      /^s3:\/\/tides\/statistics\.json is no JSON: .*; expected/,
    );
    await expect(written("{ mae:")).rejects.toBeInstanceOf(BadInput);
  });
});
