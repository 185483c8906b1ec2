import type { ChartData } from "../chart/chart-data.ts";
import type { PastWindow } from "./heat.ts";

/** The sum of the evidence against its line, and the rows of each window. */
export function driftCharts(windows: readonly PastWindow[]): readonly ChartData[] {
  if (windows.length === 0) return [];
  const over = { x: windows.map(({ end }) => Date.parse(end)), xIs: "time" as const };
  const values = (of: "cusum" | "line" | "score" | "rows") => windows.map((window) => window[of]);
  const known = (of: "rows", judged: boolean) =>
    windows.map((window) => (window.judged === judged ? window[of] : null));
  return [
    {
      title: "Evidence of drift",
      words:
        "Each window adds its score to the sum (CUSUM) and takes a little off; drift is where the sum reaches its line.",
      ...over,
      unit: "log",
      includes: [0, Math.max(0, ...windows.map(({ line }) => line ?? 0))],
      series: [
        { label: "line", values: values("line"), colour: "bad", line: true },
        { label: "sum", values: values("cusum"), colour: "series-1" },
        { label: "score", values: values("score"), colour: "text-quiet" },
      ],
    },
    {
      title: "Rows of each window",
      words: "Windows with too few rows are not judged; a gap is a window that nobody knows the rows of.",
      ...over,
      unit: "none",
      includes: [0],
      series: [
        { label: "judged", values: known("rows", true), colour: "series-1" },
        { label: "not judged", values: known("rows", false), colour: "bad", dots: true },
      ],
    },
  ];
}

/** How far each feature of a schedule is from its baseline, against its line. */
export function distanceChart(windows: readonly PastWindow[], feature: string): ChartData {
  const found = windows.map(({ features }) => features.find((one) => one.feature === feature) ?? null);
  const threshold = found.findLast((one) => one !== null)?.threshold ?? null;
  return {
    title: `${feature}: distance from the baseline`,
    words: "Told of windows in which it was over its line; a gap is a window in which it was not.",
    x: windows.map(({ end }) => Date.parse(end)),
    xIs: "time",
    unit: "none",
    includes: [0, threshold ?? 0],
    series: [
      { label: "line", values: windows.map(() => threshold), colour: "bad", line: true },
      { label: "distance", values: found.map((one) => one?.distance ?? null), colour: "series-1" },
    ],
  };
}
