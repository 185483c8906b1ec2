import { beforeAll, describe, expect, it } from "vitest";
import { scoreDelay } from "./delay.ts";
import { type FalseAlarms, falseAlarms } from "./false-alarms.ts";
import { weather } from "./populations.ts";

describe("windows of Seattle's days against baselines of Seattle's days", () => {
  let found: FalseAlarms;
  beforeAll(() => {
    found = falseAlarms({
      population: weather("Seattle"),
      windowRows: 100,
      baselineRows: 3000,
      promise: 50,
      baselines: 4,
      windows: 2000,
      calibrationWindows: 4000,
      seed: 5,
    });
  });

  it("confirm drift as often as promised, give or take a fifth", () => {
    expect(found.alarms).toBeGreaterThan(100);
    expect(found.ratio).toBeGreaterThan(0.8);
    expect(found.ratio).toBeLessThan(1.2);
  });

  it("do so at other rates when the baseline is not calibrated", () => {
    expect(found.theory).toBeGreaterThan(1.3);
  });

  it("never do so more often with an effect floor than without", () => {
    expect(found.floored).toBeLessThanOrEqual(found.ratio);
  });
});

it("drift is confirmed as early as by the CUSUM that is best for it, give or take 5%", () => {
  const { ratio, oneAlarm, driftwheel } = scoreDelay({ shift: 1, runLength: 500, runs: 400, seed: 6 });
  expect(ratio).toBeGreaterThan(0.95);
  expect(ratio).toBeLessThan(1.05);
  expect(oneAlarm).toBeGreaterThan(2 * driftwheel);
});
