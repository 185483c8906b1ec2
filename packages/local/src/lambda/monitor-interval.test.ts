import { expect, it } from "vitest";
import { monitorInterval } from "./monitor-interval.ts";

const fleet = (...windows: number[]) => ({
  models: Object.fromEntries(windows.map((window, index) => [`m${index}`, { drift: { window } }])),
});

it("the monitor looks six times in the shortest window, within what is deployed and a second", () => {
  expect(monitorInterval(fleet(3_600_000, 60_000))).toBe(10_000);
  expect(monitorInterval(fleet(600))).toBe(1_000);
  expect(monitorInterval(fleet(3_600_000))).toBe(300_000);
  expect(monitorInterval(fleet())).toBe(300_000);
});
