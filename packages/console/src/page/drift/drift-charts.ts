import type { ChartData } from "../chart/chart-data.ts";
import type { HeatRow, PastWindow } from "./heat.ts";

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

/** How far a feature of a schedule is from its baseline, against its line. */
export function distanceChart({ feature, cells }: Pick<HeatRow, "feature" | "cells">): ChartData {
  const lines = cells.map(({ found }) => found?.threshold ?? null);
  return {
    title: `${feature}: distance from the baseline`,
    words: "A gap is a window that does not tell of it: it was not among the ten that came nearest.",
    x: cells.map(({ window }) => Date.parse(window.end)),
    xIs: "time",
    unit: "none",
    includes: [0, Math.max(0, ...lines.map((line) => line ?? 0))],
    series: [
      { label: "line", values: lines, colour: "bad", line: true },
      {
        label: "distance",
        values: cells.map(({ found }) => found?.distance ?? null),
        colour: "series-1",
        dots: true,
      },
    ],
  };
}
