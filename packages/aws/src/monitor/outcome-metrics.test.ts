import type { OutcomeGroup } from "@driftwheel/core/monitor/quality/outcome-groups.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pointTo } from "../testing/json-wire.ts";
import { putOutcomes } from "./outcome-metrics.ts";

let local: LocalServer;
let put: { at: number; variant: string | undefined; name: string; value: number }[];
const second = 1_000;
const now = Math.floor(Date.now() / second) * second;

beforeEach(async () => {
  local = await startLocal();
  pointTo(local.url);
  put = [];
  local.world.metrics.put = (data) => {
    for (const { timestamp, dimensions, name, value } of data) {
      put.push({ at: timestamp.getTime(), variant: dimensions.VariantName, name, value });
    }
  };
});
afterEach(() => local.close());

function groupsOf(times: number): readonly OutcomeGroup[] {
  return Array.from({ length: times }, (_, index) => now - 3_600_000 + index * 10 * second).flatMap((at) =>
    ["champion", "challenger"].map((variant) => ({
      variant,
      at,
      trials: 4,
      successes: 3,
      effectiveTrials: 2,
    })),
  );
}

describe("outcomes in CloudWatch", () => {
  it("are of the time of their requests", async () => {
    await putOutcomes("tides-prod", [
      { variant: "champion", at: now - 7_200_000, trials: 3, successes: 2 },
      { variant: "challenger", at: now - 60_000, trials: 5, successes: 5, effectiveTrials: 2.5, units: 2 },
    ]);
    expect(put).toEqual([
      { at: now - 7_200_000, variant: "champion", name: "OutcomeTrials", value: 3 },
      { at: now - 7_200_000, variant: "champion", name: "OutcomeSuccesses", value: 2 },
      { at: now - 60_000, variant: "challenger", name: "OutcomeTrials", value: 5 },
      { at: now - 60_000, variant: "challenger", name: "OutcomeSuccesses", value: 5 },
      { at: now - 60_000, variant: "challenger", name: "OutcomeEffectiveTrials", value: 2.5 },
      { at: now - 60_000, variant: "challenger", name: "OutcomeUnits", value: 2 },
    ]);
  });

  it("are of their segments too, by a third dimension, and sums of values where these are judged", async () => {
    const sent: object[] = [];
    local.world.metrics.put = (data) => {
      for (const { dimensions, name, value, unit } of data) sent.push({ ...dimensions, name, value, unit });
    };
    const group = {
      variant: "champion",
      at: now,
      trials: 3,
      successes: 2,
      values: { sum: 7.5, squares: 22.25 },
    };
    await putOutcomes("tides-prod", [{ ...group, segments: { north: { trials: 2, successes: 1 } } }]);
    const of = { EndpointName: "tides-prod", VariantName: "champion" };
    expect(sent).toEqual([
      { ...of, name: "OutcomeTrials", value: 3, unit: "Count" },
      { ...of, name: "OutcomeSuccesses", value: 2, unit: "Count" },
      { ...of, name: "OutcomeValues", value: 7.5, unit: "None" },
      { ...of, name: "OutcomeValueSquares", value: 22.25, unit: "None" },
      { ...of, Segment: "north", name: "OutcomeTrials", value: 2, unit: "Count" },
      { ...of, Segment: "north", name: "OutcomeSuccesses", value: 1, unit: "Count" },
    ]);
  });

  it("are as many as there are, in as many requests as that takes", async () => {
    await putOutcomes("tides-prod", groupsOf(360));
    expect(put).toHaveLength(360 * 2 * 3);
    expect(put.reduce((sum, { name, value }) => sum + (name === "OutcomeTrials" ? value : 0), 0)).toBe(
      360 * 8,
    );
  });

  it("are lost for both arms alike where a request is not taken, and the others are put once", async () => {
    local.world.faults.add("monitoring", "PutMetricData", {
      code: "InternalFailure",
      message: "down",
      status: 500,
    });
    await expect(putOutcomes("tides-prod", groupsOf(360))).rejects.toThrow("down");
    const times = (variant: string) => put.filter((one) => one.variant === variant).map(({ at }) => at);
    expect(times("champion")).toEqual(times("challenger"));
    expect(new Set(times("champion")).size).toBe(360 - 166);
  });

  it("are none where there are none", async () => {
    await putOutcomes("tides-prod", []);
    expect(put).toEqual([]);
  });
});
