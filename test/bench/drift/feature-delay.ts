import { drawn } from "@driftwheel/core/monitor/calibration/null-windows.ts";
import { bisect } from "@driftwheel/core/stats/bisect.ts";
import { normalQuantile } from "@driftwheel/core/stats/distributions/normal.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { combinedPValue, scoreOfPValue } from "@driftwheel/core/stats/two-samples/combined-p-value.ts";
import { type Delay, delays, type ScoredWindow } from "./delay.ts";
import type { Population } from "./populations.ts";
import { cusumRule } from "./rules.ts";
import { lineOf, watch } from "./watch.ts";
import { encoded, evidenceOfRows, trainedBaseline, weighedWindow } from "./watched-model.ts";

/**
 * Windows until the alarm when a window's rows come from `drifted` instead of `population`. The optimum is a CUSUM
 * of the same windows' strongest line, made exactly standard normal by windows without drift against the same
 * baseline, which nobody has in life; its line gives as many false alarms in those windows as Driftwheel gave.
 */
export function featureDelay(options: {
  readonly population: Population;
  readonly drifted: Population;
  readonly shift: string;
  readonly windowRows: number;
  readonly baselineRows: number;
  readonly runLength: number;
  readonly quietWindows: number;
  readonly calibrationWindows: number;
  readonly runs: number;
  readonly seed: number;
}): Delay {
  const { population, drifted, shift, windowRows, baselineRows, runLength, quietWindows, runs } = options;
  const random = seededIntegers(options.seed);
  const places = drawn(baselineRows, population.rows.length, random);
  const training = {
    ...population,
    rows: Array.from(places, (place) => population.rows[place] ?? []),
  };
  const sizes = [Math.round(windowRows / 1.5), Math.round(windowRows * 1.5)];
  const baseline = trainedBaseline(training, {
    windows: options.calibrationWindows,
    sizes,
    seed: options.seed,
  });
  const windowOf = (from: ReturnType<typeof encoded>, draw: () => number, number: number): ScoredWindow => {
    const evidence = evidenceOfRows(from, drawn(windowRows, from.rows, draw));
    const pValues = evidence.map(({ pValue }) => pValue).filter((pValue) => pValue !== null);
    const weighed = weighedWindow({ baseline, evidence, rows: windowRows, number, runLength, minEffect: 0 });
    return { weighed, score: scoreOfPValue(combinedPValue(pValues) ?? 1) };
  };
  const quiet = encoded(baseline, population);
  const line = lineOf(runLength);
  const watched = watch(line);
  let alarms = 0;
  const raw = Array.from({ length: quietWindows }, (_, number) => {
    const { weighed, score } = windowOf(quiet, random, number);
    if (watched(weighed)) alarms += 1;
    return score;
  });
  const standard = standardised(raw);
  const scores = raw.map(standard);
  const loud = encoded(baseline, drifted);
  return delays({
    population: population.name,
    shift,
    runLength: quietWindows / Math.max(1, alarms),
    runs,
    line,
    optimumLine: bisect(0, 20, (height) => alarmsIn(scores, height) > alarms),
    begin: (run) => {
      const draw = seededIntegers(options.seed + 1 + run);
      let number = 0;
      return () => {
        number += 1;
        const { weighed, score } = windowOf(loud, draw, number);
        return { weighed, score: standard(score) };
      };
    },
  });
}

/** Gives a score's place among those without drift as a normal score; beyond them it goes on as it was. */
function standardised(raw: readonly number[]): (score: number) => number {
  const sorted = Float64Array.from(raw).sort();
  const count = sorted.length;
  const last = sorted[count - 1] ?? 0;
  const highest = -normalQuantile(0.5 / count);
  return (score) => {
    if (score > last) return highest + score - last;
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) <= score) low = middle + 1;
      else high = middle;
    }
    return normalQuantile(Math.min(1 - 0.5 / count, Math.max(0.5, low - 0.5) / count));
  };
}

function alarmsIn(scores: readonly number[], line: number): number {
  let alarms = 0;
  let alarmed = cusumRule(line)();
  for (const score of scores) {
    if (!alarmed(score)) continue;
    alarms += 1;
    alarmed = cusumRule(line)();
  }
  return alarms;
}
