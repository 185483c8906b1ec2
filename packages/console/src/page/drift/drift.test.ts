import { expect, it } from "vitest";
import { distanceChart, driftCharts } from "./drift-charts.ts";
import { driftHeadline, unjudgedWords } from "./drift-words.ts";
import { heatRows, heatStep, type PastWindow } from "./heat.ts";

function window(
  sequence: number,
  moved: Readonly<Record<string, number>>,
  changes: Partial<PastWindow> = {},
): PastWindow {
  return {
    sequence,
    start: null,
    end: new Date(Date.parse("2026-11-30T00:00:00Z") + sequence * 3_600_000).toISOString(),
    rows: 100,
    judged: true,
    score: 3,
    cusum: 2.5 * sequence,
    line: 6,
    effect: null,
    features: Object.entries(moved).map(([feature, distance]) => ({
      feature,
      check: "baseline_drift_check",
      violated: true,
      distance,
      threshold: 0.2,
      pValue: null,
      description: "",
    })),
    report: null,
    problem: null,
    unread: null,
    ...changes,
  };
}

const unjudged = window(4, {}, { judged: false, score: null, cusum: null, line: null, rows: 3 });
const windows = [
  window(1, { wind: 0.3 }),
  window(2, { wind: 0.4, rain: 0.9 }),
  window(3, { wind: 0.3 }),
  unjudged,
];

it("features are ranked by their strengths over all windows", () => {
  const rows = heatRows(windows);
  expect(rows.map(({ feature }) => feature)).toEqual(["wind", "rain"]);
  expect(rows[0]?.impact).toBeCloseTo(5);
  expect(rows[1]).toMatchObject({ windows: 1, strongest: { distance: 0.9 } });
  expect(rows[1]?.cells.map(({ strength }) => strength > 0)).toEqual([false, true, false, false]);
  expect([0, 0.5, 1, 2.5, 9].map(heatStep)).toEqual([0, 1, 2, 3, 4]);
});

it("the first sentence says whether there is drift, and in what", () => {
  expect(driftHeadline({ windows })).toBe(
    "Drift: the evidence is over its line. What moved: wind (0.4, 2 times its line), rain (0.9, 4.5 times its line).",
  );
  expect(driftHeadline({ windows: [window(1, { wind: 0.3 })] })).toBe(
    "No drift is shown: the evidence is at 41.7 % of its line. What moved: wind (0.3, 1.5 times its line).",
  );
  expect(driftHeadline({ windows: [window(1, {}, { cusum: 0 })] })).toBe("No drift: nothing has gathered.");
  expect(driftHeadline({ windows: [unjudged] })).toMatch(/^No window was judged yet/);
  expect(unjudgedWords(windows)).toBe("1 window of 4 could not be judged.");
  expect(unjudgedWords(windows.slice(0, 3))).toBeNull();
});

it("charts have every window, judged or not", () => {
  const [evidence, rows] = driftCharts(windows);
  expect(evidence?.series.map(({ values }) => values)).toEqual([
    [6, 6, 6, null],
    [2.5, 5, 7.5, null],
    [3, 3, 3, null],
  ]);
  expect(rows?.series.map(({ values }) => values)).toEqual([
    [100, 100, 100, null],
    [null, null, null, 3],
  ]);
  expect(distanceChart(windows, "rain").series[1]?.values).toEqual([null, 0.9, null, null]);
});
