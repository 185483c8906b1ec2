import { describe, expect, it } from "vitest";
import { endOfQuiet, isQuiet } from "./quiet-hours.ts";

const night = { from: "22:00", to: "07:00", timeZone: "Europe/Berlin" };
const noon = { from: "12:00", to: "13:30", timeZone: "Asia/Kolkata" };

describe("quiet hours", () => {
  it.each([
    ["before they begin", "2026-01-10T20:59:59Z", false],
    ["as they begin", "2026-01-10T21:00:00Z", true],
    ["at midnight", "2026-01-10T23:00:00Z", true],
    ["in their last minute", "2026-01-11T05:59:59Z", true],
    ["as they end", "2026-01-11T06:00:00Z", false],
    ["in summer, an hour earlier by UTC", "2026-07-10T20:00:00Z", true],
  ])("over midnight are told %s", (_, at, quiet) => {
    expect(isQuiet(night, new Date(at))).toBe(quiet);
  });

  it("within a day are told by the clocks of their zone, half hours included", () => {
    expect(isQuiet(noon, new Date("2026-01-10T06:29:00Z"))).toBe(false);
    expect(isQuiet(noon, new Date("2026-01-10T06:30:00Z"))).toBe(true);
    expect(isQuiet(noon, new Date("2026-01-10T08:00:00Z"))).toBe(false);
  });

  it.each([
    ["on a common night", night, "2026-01-10T22:15:30Z", "2026-01-11T06:00:00.000Z"],
    ["on the night when clocks go forward", night, "2026-03-28T22:30:00Z", "2026-03-29T05:00:00.000Z"],
    ["on the night when clocks go back", night, "2026-10-24T22:30:00Z", "2026-10-25T06:00:00.000Z"],
    ["after the clocks went forward", night, "2026-03-29T02:10:00Z", "2026-03-29T05:00:00.000Z"],
    ["after the clocks went back", night, "2026-10-25T02:10:00Z", "2026-10-25T06:00:00.000Z"],
    ["within a day", noon, "2026-01-10T06:45:00Z", "2026-01-10T08:00:00.000Z"],
    [
      "at a time that the clocks leap over, when they leap",
      { ...night, to: "02:30" },
      "2026-03-28T22:30:00Z",
      "2026-03-29T01:00:00.000Z",
    ],
    [
      "at a time that comes twice, the first time",
      { ...night, to: "02:30" },
      "2026-10-24T22:30:00Z",
      "2026-10-25T00:30:00.000Z",
    ],
  ])("end %s", (_, quietHours, from, end) => {
    expect(isQuiet(quietHours, new Date(from))).toBe(true);
    expect(endOfQuiet(quietHours, new Date(from)).toISOString()).toBe(end);
  });

  it("have an end after which it is not quiet, from all hours of all days of a year", () => {
    for (
      let time = Date.parse("2026-01-01T00:00:00Z");
      time < Date.parse("2027-01-01T00:00:00Z");
      time += 18_900_000
    ) {
      const moment = new Date(time);
      if (!isQuiet(night, moment)) continue;
      const end = endOfQuiet(night, moment).getTime();
      expect([isQuiet(night, new Date(end - 60_000)), isQuiet(night, new Date(end))]).toEqual([true, false]);
      expect(end - time).toBeLessThanOrEqual(10 * 3_600_000);
    }
  });
});
