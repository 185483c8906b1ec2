import { expect, it } from "vitest";
import { nextRun, type Schedule } from "./schedule.ts";

const monday = new Date("2026-11-02T10:00:00Z");
const next = (expression: string, more: Partial<Schedule> = {}) =>
  nextRun({ expression, timezone: null, start: null, end: null, ...more }, monday, monday)?.toISOString();

it.each([
  ["at(2026-11-02T12:00:00)", {}, "2026-11-02T12:00:00.000Z"],
  ["at(2026-11-02T12:00:00)", { timezone: "Europe/Berlin" }, "2026-11-02T11:00:00.000Z"],
  ["at(2026-11-02T09:00:00)", {}, undefined],
  ["rate(1 hour)", {}, "2026-11-02T11:00:00.000Z"],
  ["rate(2 days)", { start: new Date("2026-11-02T11:00:00Z") }, "2026-11-04T11:00:00.000Z"],
  ["cron(30 8 * * ? *)", {}, "2026-11-03T08:30:00.000Z"],
  ["cron(30 8 * * ? *)", { timezone: "America/New_York" }, "2026-11-02T13:30:00.000Z"],
  ["cron(0 8 ? * 1 *)", {}, "2026-11-08T08:00:00.000Z"],
  ["cron(0 8 ? * SUN *)", {}, "2026-11-08T08:00:00.000Z"],
  ["cron(0 8 L * ? *)", {}, "2026-11-30T08:00:00.000Z"],
  ["cron(0/15 * * * ? *)", {}, "2026-11-02T10:15:00.000Z"],
  ["cron(0 0 1 1 ? 2028)", {}, "2028-01-01T00:00:00.000Z"],
  ["cron(0 0 1 1 ? 2020)", {}, undefined],
  ["cron(30 8 * * ? *)", { start: new Date("2026-11-20T08:30:00Z") }, "2026-11-20T08:30:00.000Z"],
  ["cron(30 8 * * ? *)", { end: new Date("2026-11-02T12:00:00Z") }, undefined],
])("%s with %o runs next at %s", (expression, more, expected) => {
  expect(next(expression, more)).toBe(expected);
});

it.each([
  "rate(1 hours)",
  "rate(2 hour)",
  "rate(x)",
  "cron(61 8 * * ? *)",
  "at(tomorrow)",
  "every day",
  "at(2026-13-01T00:00:00)",
])("%s is refused", (expression) => {
  expect(() => next(expression)).toThrow(`Invalid schedule expression: ${expression}`);
});
