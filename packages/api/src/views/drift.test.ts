import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { describe, expect, it } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import type { Distributions } from "../ports.ts";
import { driftHistoryOf, featureDistributionOf, windowAt } from "./drift.ts";

const policy = policyFor("frost");
const rows = (from: number) => Array.from({ length: 100 }, (_, index) => [from + index / 10]);
const text = (from: number) => JSON.stringify(statisticsOf(rows(from), ["temp_max"]));

describe("drift, as the API tells of it", () => {
  it("has each window's sum against its line, and what came of it", () => {
    const { schedules, events, minimumEffect } = driftHistoryOf(sampleLedger, policy, 200);
    expect(schedules[0]?.windows.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(events.map(({ kind }) => kind)).toContain("drift-confirmed");
    expect(minimumEffect).toBe(0.1);
  });

  const window = windowAt(2, sampleLedger);
  const before = sampleLedger.slice(0, 1);
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const asked = async (distributions?: Distributions, feature = "temp_max") => {
    if (!window) throw new Error("Entry 2 tells of a window.");
    return await featureDistributionOf(feature, window, before, policy, {
      warn,
      ...(distributions && { distributions }),
    });
  };
  const found: Distributions = { window: async () => text(5), baseline: async () => text(0) };

  it("has a feature's distribution over its baseline's", async () => {
    const { distribution, why } = await asked(found);
    expect(why).toBeNull();
    expect(distribution).toMatchObject({ kind: "numbers", missing: { baseline: 0, window: 0 } });
    expect(distribution?.bins[0]?.window).toBe(0);
  });

  it("says why there is none", async () => {
    expect((await asked()).why).toMatch(/only the ledger is there/);
    expect((await asked({ ...found, window: async () => null })).why).toMatch(/no statistics.json any more/);
    expect((await asked({ ...found, baseline: async () => null })).why).toMatch(/no baseline any more/);
    expect((await asked({ ...found, window: async () => "{" })).why).toMatch(
      /is not readable: the file is no JSON/,
    );
    expect((await asked(found, "wind")).why).toBe("The baseline has no distribution of wind.");
    expect(windowAt(3, sampleLedger)).toBeNull();
  });

  it("tells its log, and not who asks, what AWS says where it may not read", async () => {
    const denied = await asked({ ...found, window: () => Promise.reject(new Error("role/x may not")) });
    expect(denied.why).toBe("The statistics cannot be read; the API's log has the reason.");
    expect(warnings).toHaveLength(1);
  });

  it("reads no report that someone else names", async () => {
    if (!window) throw new Error("Entry 2 tells of a window.");
    const external = { ...window, source: "external" as const };
    const answer = await featureDistributionOf("temp_max", external, before, policy, {
      warn,
      distributions: { ...found, window: () => Promise.reject(new Error("It is not to be read.")) },
    });
    expect(answer.why).toMatch(/^Its monitor keeps no distributions/);
    expect(warnings).toHaveLength(1);
  });
});
