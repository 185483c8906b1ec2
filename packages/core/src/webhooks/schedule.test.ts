import fc from "fast-check";
import { expect, it } from "vitest";
import { jitter, longestRetryAfter, retryAfter, retrySchedule, waitAfter } from "./schedule.ts";

const seed = 20260803;
const made = fc.integer({ min: 1, max: retrySchedule.length - 1 });
const asked = fc.option(fc.integer({ min: 0, max: 30 * 86_400_000 }));

it("makes ten attempts, the last 75 hours and 35 minutes after the first", () => {
  expect(retrySchedule).toHaveLength(10);
  expect(retrySchedule.reduce((sum, wait) => sum + wait, 0)).toBe(((75 * 60 + 35) * 60 + 5) * 1_000);
  expect(waitAfter(10, null, "any")).toBeNull();
  expect(waitAfter(10, 60_000, "any")).toBeNull();
});

it("never waits less than the schedule or the receiver asks for, and a tenth and a second more at most", () => {
  fc.assert(
    fc.property(made, asked, fc.string(), (attempts, wish, text) => {
      const wait = waitAfter(attempts, wish, text) ?? Number.NaN;
      const least = Math.max(retrySchedule[attempts] ?? 0, Math.min(wish ?? 0, longestRetryAfter));
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThan(least * (1 + jitter) + 1_000);
      expect(wait % 1_000).toBe(0);
    }),
    { seed },
  );
});

it("waits alike for the same seed, and mostly differently for others", () => {
  const waits = Array.from({ length: 200 }, (_, index) => waitAfter(5, null, `msg ${index}`));

  expect(Array.from({ length: 200 }, (_, index) => waitAfter(5, null, `msg ${index}`))).toEqual(waits);
  // Five hours and up to half an hour: 1,800 whole seconds.
  expect(new Set(waits).size).toBeGreaterThan(150);
  const mean = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0) / waits.length;
  expect(mean / (5 * 3_600_000)).toBeCloseTo(1 + jitter / 2, 2);
});

it("is over before the time that a durable execution is given", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      let total = 0;
      for (let attempt = 1; attempt < retrySchedule.length; attempt++) {
        total += 15_000 + (waitAfter(attempt, 365 * 86_400_000, text) ?? 0);
      }
      // What stacks/functions/delivery.ts gives it: eleven days.
      expect(total).toBeLessThan(11 * 86_400_000);
    }),
    { seed },
  );
});

const received = new Date("2026-08-03T10:00:00.000Z");

it.each([
  ["0", 0],
  ["120", 120_000],
  [" 7 ", 7_000],
  ["Mon, 03 Aug 2026 10:01:00 GMT", 60_000],
  ["Monday, 03-Aug-26 10:01:00 GMT", 60_000],
  ["Mon Aug  3 10:01:00 2026", 60_000],
  ["Mon, 03 Aug 2026 09:00:00 GMT", 0],
])("reads %j in a Retry-After header", (header, milliseconds) => {
  expect(retryAfter(header, received)).toBe(milliseconds);
});

it.each([null, "", "later", "2026-08-03T10:01:00Z", "+5", "1e3"])(
  "makes nothing of %j in a Retry-After header",
  (header) => {
    expect(retryAfter(header, received)).toBeNull();
  },
);
