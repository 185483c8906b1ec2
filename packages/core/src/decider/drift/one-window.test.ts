import { describe, expect, it } from "vitest";
import type { DriftWindow } from "../../vocabulary/drift-window.ts";
import { withReport } from "./one-window.ts";

const time = (clock: string) => `2026-07-06T${clock.length === 5 ? `${clock}:00.000` : clock}Z`;

/** A report that knows when its window ended, and perhaps when it began. */
function window(start: string | null, end: string, score: number): DriftWindow {
  return {
    source: "model-monitor",
    schedule: "meadow-hourly",
    start: start === null ? null : time(start),
    end: time(end),
    rows: null,
    score,
    effect: null,
    features: [],
    report: null,
  };
}

/** An alarm knows only when it spoke. */
function alarm(spoke: string, score: number): DriftWindow {
  return { ...window(null, spoke, score), approximate: true };
}

const endsAndScores = (windows: readonly DriftWindow[]) =>
  windows.map(({ end, score }) => [end.slice(11, 16), score]);

describe("reports that know their window", () => {
  it("are of one window when it ended at the same moment, and of several otherwise", () => {
    expect(
      endsAndScores(withReport([window("08:00", "09:00", 1)], window("09:00", "10:00", 2)).windows),
    ).toEqual([
      ["09:00", 1],
      ["10:00", 2],
    ]);
    expect(
      endsAndScores(withReport([window("08:00", "09:00", 1)], window("08:30", "09:00", 2)).windows),
    ).toEqual([["09:00", 2]]);
  });

  it.each([
    ["more evidence for drift", 1, 2, true],
    ["as much evidence for drift", 2, 2, false],
    ["less evidence for drift", 2, 1, false],
    ["evidence for drift, where there was some against it", -1, 2, true],
    ["evidence against drift, where there was some for it", 2, -1, false],
    ["evidence for drift, where there was none", 0, 1, true],
    ["more evidence against drift", -1, -2, true],
    ["as much evidence against drift", -1, -1, false],
    ["less evidence against drift", -2, -1, false],
  ])("with %s", (_, known, told, isNew) => {
    const placed = withReport([window("08:00", "09:00", known)], window("08:00", "09:00", told));
    expect(placed).toMatchObject({ isNew, found: null, windows: [{ score: isNew ? told : known }] });
  });

  it("keep the start that any of them told", () => {
    const file = window(null, "09:00", 2);
    expect(withReport([file], window("08:00", "09:00", 1)).windows).toMatchObject([
      { start: time("08:00"), score: 2 },
    ]);
    expect(withReport([window("08:00", "09:00", 2)], window("08:30", "09:00", 1)).windows).toMatchObject([
      { start: time("08:00"), score: 2 },
    ]);
  });
});

describe("an alarm", () => {
  it.each([
    ["when it spoke as the window ended", "08:00", "09:00", "09:00", true],
    ["when it spoke before the window ended", "08:00", "09:00", "08:59:59.999", false],
    ["when it spoke just before the next window ended", "08:00", "09:00", "09:59:59.999", true],
    ["when it spoke as the next window ended", "08:00", "09:00", "10:00", false],
    ["when it spoke just before the next long window ended", "07:00", "09:00", "10:59:59.999", true],
    ["when it spoke as the next long window ended", "07:00", "09:00", "11:00", false],
    ["when it spoke less than an hour after a window of unknown length", null, "09:00", "09:59:59.999", true],
    ["when it spoke an hour after a window of unknown length", null, "09:00", "10:00", false],
  ])("is about a window %s", (_, start, end, spoke, is) => {
    const told = window(start, end, 1);
    expect(withReport([told], alarm(spoke, 5)).windows).toHaveLength(is ? 1 : 2);
    expect(withReport([alarm(spoke, 5)], told).windows).toHaveLength(is ? 1 : 2);
  });

  it("takes the place of its window, in either order", () => {
    const run = window("08:00", "09:00", 1);
    const first = withReport([run], alarm("09:13", 5));
    expect(first).toMatchObject({
      isNew: true,
      found: null,
      window: { start: time("08:00"), end: time("09:00") },
    });
    expect(first.windows).toEqual([window("08:00", "09:00", 5)]);
    const later = withReport([alarm("09:13", 5)], run);
    expect(later).toMatchObject({ isNew: false, window: run });
    expect(later.found).toEqual(window("08:00", "09:00", 5));
    expect(later.windows).toEqual([window("08:00", "09:00", 5)]);
  });

  it("that says less than its run changes nothing, in either order", () => {
    const run = window("08:00", "09:00", 5);
    expect(withReport([run], alarm("09:13", 1))).toMatchObject({ isNew: false, found: null, windows: [run] });
    expect(withReport([alarm("09:13", 1)], run)).toMatchObject({ isNew: true, found: null, windows: [run] });
  });

  it.each([["in order"], ["the other way round"]])(
    "is about the last of several windows, known %s",
    (order) => {
      const known = [window("07:00", "09:00", 1), window("08:00", "10:00", 2)];
      const { windows } = withReport(order === "in order" ? known : known.toReversed(), alarm("10:30", 5));
      expect(endsAndScores(windows).toSorted()).toEqual([
        ["09:00", 1],
        ["10:00", 5],
      ]);
    },
  );

  it("leaves windows alone that it is not about", () => {
    const run = window("08:00", "09:00", 1);
    expect(withReport([alarm("12:10", 5), window("05:00", "06:00", 2)], run).windows).toHaveLength(3);
  });
});

describe("two alarms that nothing else told of", () => {
  it.each([
    ["the same hour of the clock", "09:00", "09:59:59.999", 1],
    ["two hours of the clock", "09:10", "10:05", 2],
  ])("in %s", (_, one, other, count) => {
    const { windows, found } = withReport([alarm(one, 5)], alarm(other, 1));
    expect(windows).toHaveLength(count);
    expect(found).toBeNull();
  });

  it("are told apart from windows that are known", () => {
    const { windows } = withReport([window("05:00", "06:00", 1), alarm("09:10", 5)], alarm("09:20", 7));
    expect(endsAndScores(windows)).toEqual([
      ["06:00", 1],
      ["09:20", 7],
    ]);
  });
});
