import { expect, it } from "vitest";
import { lookWindow } from "./look-window.ts";

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
