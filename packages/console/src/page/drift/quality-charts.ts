import type { DriftHistory, MeasuredMetric } from "../api/api-types.ts";
import type { ChartData } from "../chart/chart-data.ts";
import { figure } from "../words/numbers.ts";
import type { PastWindow, Schedule } from "./heat.ts";

/** Standard errors on each side that hold 95% of chance: two-sided, normal. */
const bandErrors = 1.96;

/** A picture for each metric that was measured, then for each that was estimated; nothing where none was. */
export function qualityCharts({ schedules }: Pick<DriftHistory, "schedules">): readonly ChartData[] {
  const charts = schedules.flatMap(({ windows }) => {
    const told = windows.flatMap(({ metrics }) => metrics);
    const keys = new Map(
      told.map(({ metric, estimated }) => [`${metric} ${estimated}`, { metric, estimated }]),
    );
    return [...keys.values()].map((of) => ({ ...of, chart: chartOf(windows, of) }));
  });
  return charts
    .toSorted((one, other) => Number(one.estimated) - Number(other.estimated))
    .map(({ chart }) => chart);
}

type Named = Pick<MeasuredMetric, "metric" | "estimated">;

function chartOf(windows: readonly PastWindow[], { metric, estimated }: Named): ChartData {
  const found = windows.map(
    ({ metrics }) => metrics.find((one) => one.metric === metric && one.estimated === estimated) ?? null,
  );
  const values = (of: "value" | "line" | "baseline") => found.map((one) => one?.[of] ?? null);
  const edge = (side: 1 | -1) =>
    found.map((one) =>
      one === null || one.standardError === null ? null : one.value + side * bandErrors * one.standardError,
    );
  const hasBand = found.some((one) => one !== null && one.standardError !== null);
  const compared = [values("line"), values("baseline")].map((line) => line.filter((at) => at !== null));
  return {
    title: estimated ? `${metric}, estimated without labels` : `${metric} of labelled answers`,
    words: wordsOf(found.findLast((one) => one !== null) ?? null),
    x: windows.map(({ end }) => Date.parse(end)),
    xIs: "time",
    unit: "none",
    includes: compared.flat(),
    series: [
      {
        label: estimated ? "estimate" : metric,
        values: values("value"),
        colour: estimated ? "series-2" : "series-1",
        dots: true,
        ...(hasBand && { band: { label: "95 %", low: edge(-1), high: edge(1) } }),
      },
      ...(compared[0]?.length ? [lineOf("line", "bad", values("line"))] : []),
      ...(compared[1]?.length ? [lineOf("baseline", "text-quiet", values("baseline"))] : []),
    ],
  };
}

function lineOf(label: string, colour: "bad" | "text-quiet", values: readonly (number | null)[]) {
  return { label, values, colour, line: true } as const;
}

function wordsOf(last: MeasuredMetric | null): string {
  if (last === null) return "";
  if (last.estimated) {
    return "What its answers let one expect before labels come. Decides nothing.";
  }
  const line =
    last.line === null ? "" : ` It is worse ${last.worse ?? "beyond"} ${figure(last.line)}, its line.`;
  return `${figure(last.value)} last.${line} A gap is an hour without labels enough.`;
}

/** Why nothing is known of its answers, and what to do; null where something is. */
export function withoutQuality({
  labels,
  schedules,
}: Pick<DriftHistory, "labels" | "schedules">): "no-labels" | { readonly words: string } | null {
  if (schedules.some(knows)) return null;
  if (labels === null) return "no-labels";
  const told = schedules
    .filter(({ schedule }) => schedule === "driftwheel-quality")
    .flatMap(({ windows }) => windows)
    .findLast(({ problem }) => problem !== null);
  return {
    words:
      told?.problem?.words ??
      `No hour had ${labels.minLabels} labels of its answers yet. They are read from ${labels.groundTruth}.`,
  };
}

function knows({ windows }: Schedule): boolean {
  return windows.some(({ metrics }) => metrics.length > 0);
}
