import { monitorLayout } from "@driftwheel/core/events/monitoring/monitor-layout.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pointTo } from "../testing/json-wire.ts";
import { emitDriftReport, reportFolder, wasAssessed, writeStatistics, writeViolations } from "./reports.ts";

let local: LocalServer;

beforeAll(async () => {
  local = await startLocal();
  pointTo(local.url);
  await local.world.objects.put("tides", "any", new Uint8Array());
});
afterAll(async () => {
  await local.close();
});

async function text(key: string): Promise<string> {
  return new TextDecoder().decode((await local.world.objects.get("tides", key)) ?? new Uint8Array());
}

const window = { destination: "s3://tides/capture", endpoint: "tides-prod" };

describe("the reports of a window", () => {
  it("lie in the layout of Model Monitor, in a folder of their own when a window ends within an hour", () => {
    const onTheHour = reportFolder({ ...window, end: new Date("2026-03-09T14:00:00Z") });
    expect(onTheHour.uri).toBe("s3://tides/driftwheel/reports/tides-prod/driftwheel/2026/03/09/14");
    expect(monitorLayout(onTheHour.uri)).toEqual({
      endpoint: "tides-prod",
      schedule: "driftwheel",
      windowEnd: "2026-03-09T14:00:00.000Z",
    });
    const within = reportFolder({ ...window, end: new Date("2026-03-09T14:30:08Z") });
    expect(within.key).toBe("driftwheel/reports/tides-prod/driftwheel/2026/03/09/14/30-08");
  });

  it("count as assessed with the statistics, not before", async () => {
    const folder = reportFolder({ ...window, end: new Date("2026-03-09T15:00:00Z") });
    await writeViolations(folder, { version: 0, violations: [] });
    expect(await wasAssessed(folder)).toBe(false);
    await writeStatistics(folder, { version: 0 });
    expect(await wasAssessed(folder)).toBe(true);
    expect(JSON.parse(await text(`${folder.key}/constraint_violations.json`))).toEqual({
      version: 0,
      violations: [],
    });
  });

  it("are told on the account's bus as a signal that the parser reads", async () => {
    const events: unknown[] = [];
    local.world.buses.observe((bus, event) => {
      if (bus === "default" && event.source === "driftwheel.monitor") events.push(event);
    });
    await emitDriftReport({
      endpoint: "tides-prod",
      source: "driftwheel",
      schedule: "driftwheel",
      windowStart: "2026-03-09T14:00:00.000Z",
      windowEnd: "2026-03-09T15:00:00.000Z",
      rows: 812,
      features: [
        { feature: "swell", check: "baseline_drift_check", violated: true, distance: 0.4, pValue: 1e-7 },
      ],
      report: "s3://tides/driftwheel/reports",
    });
    await expect.poll(() => events.length).toBeGreaterThan(0);
    expect(parse(events[0])).toMatchObject({
      result: "signal",
      signal: {
        kind: "drift-reported",
        endpoint: "tides-prod",
        rows: 812,
        windowEnd: "2026-03-09T15:00:00.000Z",
      },
    });
  });
});
