import { expect, it } from "vitest";
import { distanceChart, driftCharts } from "./drift-charts.ts";
import { driftHeadline, unjudgedWords } from "./drift-words.ts";
import { heatRows, heatStep } from "./heat.ts";
import { pastWindow } from "./testing/past-window.ts";

const unjudged = pastWindow(4, {}, { judged: false, score: null, cusum: null, line: null, rows: 3 });
const windows = [
  pastWindow(1, { wind: 0.3 }),
  pastWindow(2, { wind: 0.4, rain: 0.9 }),
  pastWindow(3, { wind: 0.3 }),
  unjudged,
];

it("features are ranked by their strengths over all windows", () => {
  const rows = heatRows(windows);
  expect(rows.map(({ feature }) => feature)).toEqual(["wind", "rain"]);
  expect(rows[0]?.impact).toBeCloseTo(5);
  expect(rows[1]).toMatchObject({ windows: 1, strongest: { distance: 0.9 } });
  expect(rows[1]?.cells.map(({ found }) => found !== null)).toEqual([false, true, false, false]);
  expect([0, 0.5, 1, 2.5, 9].map(heatStep)).toEqual([0, 1, 2, 3, 4]);
});

it("features under their lines come behind those that moved, the nearest first, and are not said to have moved", () => {
  const near = [
    { feature: "sun", distance: 0.02, threshold: 0.2 },
    { feature: "snow", distance: 0.15, threshold: 0.2 },
  ];
  const all = [pastWindow(1, { wind: 0.3 }, { distances: near }), pastWindow(2, {}, { distances: near })];
  const rows = heatRows(all);
  expect(rows.map(({ feature, windows: moved, impact }) => [feature, moved, impact])).toEqual([
    ["wind", 1, 0.3 / 0.2],
    ["snow", 0, 0],
    ["sun", 0, 0],
  ]);
  expect(rows[1]?.cells.map(({ found }) => heatStep(found?.strength ?? 0))).toEqual([1, 1]);
  expect(driftHeadline({ windows: all })).not.toMatch(/snow|sun/);
});

it("the first sentence says whether there is drift, and in what", () => {
  expect(driftHeadline({ windows })).toBe(
    "Drift: the evidence is over its line. What moved: wind (0.4, 2 times its line), rain (0.9, 4.5 times its line).",
  );
  expect(driftHeadline({ windows: [pastWindow(1, { wind: 0.3 })] })).toBe(
    "No drift is shown: the evidence is at 41.7 % of its line. What moved: wind (0.3, 1.5 times its line).",
  );
  expect(driftHeadline({ windows: [pastWindow(1, {}, { cusum: 0 })] })).toBe(
    "No drift: nothing has gathered.",
  );
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
  const [, rain] = heatRows(windows);
  if (!rain) throw new Error("There are two features.");
  expect(distanceChart(rain).series[1]?.values).toEqual([null, 0.9, null, null]);
});
