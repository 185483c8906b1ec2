import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clippedLine, cusumReference } from "../../../stats/sequential/clipped-cusum.ts";
import type { DriftFeature, DriftWindow } from "../../../vocabulary/drift-window.ts";
import { foldWindows, windowLine } from "./persistence.ts";

function moved(name: string, distance: number): DriftFeature {
  return {
    feature: name,
    check: "baseline_drift_check",
    violated: true,
    distance,
    threshold: 0.2,
    pValue: null,
    description: "",
  };
}

function window(hour: number, score: number, features: readonly DriftFeature[] = []): DriftWindow {
  return {
    source: "driftwheel",
    schedule: "hourly",
    start: null,
    end: new Date(Date.UTC(2026, 4, 1, hour)).toISOString(),
    rows: 500,
    score,
    effect: null,
    features,
    report: null,
  };
}

const settings = { k: cusumReference, line: 4.37 };
const drifting = [3, 4, 5].map((hour) => window(hour, 2.58, [moved("wind", 0.1 * hour)]));

describe("windows of one schedule", () => {
  test("raise no alarm on one strong window, and raise it on the third", () => {
    expect(foldWindows([window(0, 3, [moved("wind", 1)])], settings).alarm).toBe(false);
    expect(foldWindows(drifting.slice(0, 2), settings).alarm).toBe(false);
    expect(foldWindows(drifting, settings)).toMatchObject({ alarm: true, windows: 3 });
  });

  test("raise it at the line itself", () => {
    const strong = [window(0, 3, [moved("wind", 1)])];
    expect(foldWindows(strong, { k: cusumReference, line: 2.5 }).alarm).toBe(true);
    expect(foldWindows(strong, { k: cusumReference, line: 2.5001 }).alarm).toBe(false);
  });

  test("keep each feature at its strongest, as it was first told, and ten of them", () => {
    const first = { ...moved("wind", 0.5), description: "first" };
    const later = [window(1, 2, [{ ...first, description: "again" }]), window(2, 2, [moved("wind", 0.3)])];
    expect(foldWindows([window(0, 2, [first]), ...later], settings).features).toEqual([first]);
    const many = [0, 1].map((hour) =>
      window(
        hour,
        2,
        Array.from({ length: 8 }, (_, index) => moved(`f${8 * hour + index}`, 8 * hour + index)),
      ),
    );
    const { features } = foldWindows(many, settings);
    expect(features.map(({ distance }) => distance)).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6]);
  });

  test("tell since when, and which features at their strongest", () => {
    const earlier = [window(0, 1, [moved("rain", 5)]), window(1, -3), window(2, 0)];
    const persistence = foldWindows([...earlier, ...drifting, window(6, 1, [moved("rain", 0.9)])], settings);
    expect(persistence.since).toBe("2026-05-01T03:00:00.000Z");
    expect(persistence.features.map(({ feature, distance }) => [feature, distance])).toEqual([
      ["rain", 0.9],
      ["wind", 0.5],
    ]);
    expect(persistence.effect).toBe(0.9);
  });

  test("give the same answer late, repeated and shuffled", () => {
    const arrived = fc.array(
      fc.record({
        hour: fc.nat(12),
        score: fc.double({ min: -3, max: 3, noNaN: true }),
        features: fc.array(fc.record({ name: fc.constantFrom("wind", "rain", "sky"), distance: fc.nat(5) }), {
          maxLength: 3,
        }),
      }),
      { maxLength: 20 },
    );
    const shuffled = arrived.chain((list) => {
      const windows = list.map(({ hour, score, features }) =>
        window(
          hour,
          score,
          features.map(({ name, distance }) => moved(name, distance)),
        ),
      );
      return fc.tuple(
        fc.constant(windows),
        fc.shuffledSubarray([...windows, ...windows], { minLength: windows.length * 2 }),
      );
    });
    fc.assert(
      fc.property(shuffled, ([windows, again]) => {
        expect(foldWindows(again, settings)).toEqual(foldWindows(windows, settings));
      }),
      { seed: 65 },
    );
  });

  test("count a window that was reported twice once, by its higher score", () => {
    const partial = { ...window(1, 1), rows: 900 };
    const full = { ...window(1, 2), rows: 100 };
    const persistence = foldWindows([partial, full, window(1, 0)], settings);
    expect(persistence).toMatchObject({ cusum: 1.5, windows: 1 });
  });

  test("never alarm on certainty alone, when no feature moved far enough", () => {
    const certain = Array.from({ length: 50 }, (_, hour) => window(hour, 3));
    expect(foldWindows(certain, settings)).toMatchObject({ alarm: false, features: [], effect: null });
  });

  test("are seen to be quiet again soon, however long the drift lasted", () => {
    const long = Array.from({ length: 100 }, (_, hour) => window(hour, 3, [moved("wind", 1)]));
    const quiet = (count: number) => Array.from({ length: count }, (_, hour) => window(100 + hour, 0));
    expect(foldWindows(long, settings).cusum).toBeCloseTo(4.37 + 2.5, 12);
    expect(foldWindows([...long, ...quiet(3)], settings).cusum).toBeGreaterThan(0);
    expect(foldWindows([...long, ...quiet(9)], settings)).toMatchObject({
      cusum: 0,
      since: null,
      windows: 0,
    });
  });

  test("that are none say nothing", () => {
    expect(foldWindows([], settings)).toEqual({
      cusum: 0,
      alarm: false,
      since: null,
      windows: 0,
      features: [],
      effect: null,
    });
  });
});

describe("the line of a promise", () => {
  test("lets hourly windows without drift alarm as often a year as promised", () => {
    const line = windowLine({ windowMilliseconds: 3_600_000, falseAlarmsPerYear: 2 });
    expect(line).toBe(clippedLine((365.25 * 24) / 2));
  });

  test("is higher for shorter windows and for fewer alarms", () => {
    const line = (windowMilliseconds: number, falseAlarmsPerYear: number) =>
      windowLine({ windowMilliseconds, falseAlarmsPerYear });
    expect(line(60_000, 2)).toBeGreaterThan(line(3_600_000, 2));
    expect(line(3_600_000, 1)).toBeGreaterThan(line(3_600_000, 2));
  });

  test("of a window whose length is unknown is that of an hour", () => {
    const hour = windowLine({ windowMilliseconds: 3_600_000, falseAlarmsPerYear: 2 });
    for (const windowMilliseconds of [Number.NaN, 0, -5]) {
      expect(windowLine({ windowMilliseconds, falseAlarmsPerYear: 2 })).toBe(hour);
    }
  });
});
