import { describe, expect, it } from "vitest";
import { closedWindows } from "./closed-windows.ts";

const windows = (now: string, last = 2, length = 3_600_000, lag = 300_000) =>
  closedWindows(new Date(now), { length, lag, last }).map(
    ({ start, end }) => `${start.toISOString().slice(11, 19)}-${end.toISOString().slice(11, 19)}`,
  );

describe("closed windows", () => {
  it("are the last ones whose captures have arrived, oldest first", () => {
    expect(windows("2026-03-09T12:04:59Z")).toEqual(["09:00:00-10:00:00", "10:00:00-11:00:00"]);
    expect(windows("2026-03-09T12:05:00Z")).toEqual(["10:00:00-11:00:00", "11:00:00-12:00:00"]);
  });

  it("begin at multiples of their length, whenever they are asked for", () => {
    expect(windows("2026-03-09T12:00:13Z", 3, 8_000, 2_000)).toEqual([
      "11:59:44-11:59:52",
      "11:59:52-12:00:00",
      "12:00:00-12:00:08",
    ]);
  });
});
