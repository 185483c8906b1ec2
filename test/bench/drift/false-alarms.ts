import { windowSizes } from "@driftwheel/core/monitor/calibration/calibrate.ts";
import { drawn } from "@driftwheel/core/monitor/calibration/null-windows.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { mean } from "../mean.ts";
import type { Population } from "./populations.ts";
import { lineOf, watch } from "./watch.ts";
import { encoded, evidenceOfRows, trainedBaseline, weighedWindow } from "./watched-model.ts";

export interface FalseAlarms {
  readonly population: string;
  readonly features: number;
  readonly windowRows: number;
  readonly baselineRows: number;
  /** Promised windows between false alarms. */
  readonly promise: number;
  readonly baselines: number;
  readonly windows: number;
  readonly alarms: number;
  /** False alarms, over those promised: mean over baselines, and its 95% interval. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** The ratios of the tenth and the ninetieth of a hundred baselines. */
  readonly tenth: number;
  readonly ninetieth: number;
  /** With an effect floor of 0.1. */
  readonly floored: number;
  /** From a baseline without calibration, by theory alone. */
  readonly theory: number;
}

/**
 * How often drift is confirmed although windows come from the rows that the baseline's rows came from: both are
 * drawn with replacement from one population, the baseline anew each time.
 */
export function falseAlarms(options: {
  readonly population: Population;
  readonly windowRows: number;
  readonly baselineRows: number;
  readonly promise: number;
  readonly baselines: number;
  /** Windows against each baseline. */
  readonly windows: number;
  readonly calibrationWindows: number;
  readonly seed: number;
}): FalseAlarms {
  const { population, windowRows, baselineRows, promise, baselines, windows } = options;
  const random = seededIntegers(options.seed);
  const line = lineOf(promise);
  const counted = Array.from({ length: baselines }, () => {
    const places = drawn(baselineRows, population.rows.length, random);
    const rows = Array.from(places, (place) => population.rows[place] ?? []);
    const calibration = {
      windows: options.calibrationWindows,
      sizes: sizesAround(windowRows),
      seed: random(),
    };
    const baseline = trainedBaseline({ ...population, rows }, calibration);
    const { calibration: calibrationLeftOut, ...theory } = baseline;
    const all = encoded(baseline, population);
    const rules = [
      { baseline, minEffect: 0, watched: watch(line), alarms: 0 },
      { baseline, minEffect: 0.1, watched: watch(line), alarms: 0 },
      { baseline: theory, minEffect: 0, watched: watch(line), alarms: 0 },
    ];
    for (let at = 0; at < windows; at += 1) {
      const evidence = evidenceOfRows(all, drawn(windowRows, population.rows.length, random));
      for (const rule of rules) {
        const weighed = weighedWindow({
          ...rule,
          evidence,
          rows: windowRows,
          number: at,
          runLength: promise,
        });
        if (rule.watched(weighed)) rule.alarms += 1;
      }
    }
    return rules.map(({ alarms }) => alarms);
  });
  const ratiosOf = (rule: number) => counted.map((alarms) => ((alarms[rule] ?? 0) * promise) / windows);
  const ratios = ratiosOf(0);
  const ratio = mean(ratios);
  const error = Math.sqrt(mean(ratios.map((one) => (one - ratio) ** 2)) / Math.max(1, baselines - 1));
  const sorted = ratios.toSorted((one, other) => one - other);
  return {
    population: population.name,
    features: population.columns.length,
    windowRows,
    baselineRows,
    promise,
    baselines,
    windows: windows * baselines,
    alarms: counted.reduce((sum, [alarms = 0]) => sum + alarms, 0),
    ratio,
    low: Math.max(0, ratio - 1.96 * error),
    high: ratio + 1.96 * error,
    tenth: sorted[Math.floor(baselines / 10)] ?? Number.NaN,
    ninetieth: sorted[Math.ceil((baselines * 9) / 10) - 1] ?? Number.NaN,
    floored: mean(ratiosOf(1)),
    theory: mean(ratiosOf(2)),
  };
}

/** Of the sizes that a baseline is calibrated at, those that count for windows of so many rows. */
function sizesAround(rows: number): readonly number[] {
  const below = windowSizes.findLast((size) => size <= rows);
  const above = windowSizes.find((size) => size >= rows);
  return [...new Set([below, above])].filter((size) => size !== undefined);
}
