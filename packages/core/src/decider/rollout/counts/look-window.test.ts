import { expect, it } from "vitest";
import { lookWindow, nextLookAt } from "./look-window.ts";

it("reads complete periods only, from where the last look ended", () => {
  expect(lookWindow({ readUntil: 120_000, now: 395_000, period: 60_000, lag: 60_000 })).toEqual({
    start: 120_000,
    end: 300_000,
  });
});

it("leaves out the period in which the trial got onto the endpoint", () => {
  expect(lookWindow({ readUntil: 121_000, now: 395_000, period: 60_000, lag: 0 }).start).toBe(180_000);
});

it("is empty, not negative, while no period is complete", () => {
  expect(lookWindow({ readUntil: 121_000, now: 125_000, period: 60_000, lag: 60_000 })).toEqual({
    start: 180_000,
    end: 180_000,
  });
});

it("is taken as soon as so many complete periods can be read", () => {
  const rhythm = { readUntil: 121_000, period: 60_000, lag: 30_000, lookEvery: 300_000 };
  expect(nextLookAt(rhythm)).toBe(510_000);
  expect(lookWindow({ ...rhythm, now: nextLookAt(rhythm) })).toEqual({ start: 180_000, end: 480_000 });
});
