import { scoreReport } from "@driftwheel/core/decider/drift/evidence/score.ts";
import { normalCdf } from "@driftwheel/core/stats/distributions/normal.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import { mean } from "../mean.ts";
import { normal } from "./populations.ts";
import { cusumRule, exactLine, oneAlarmRule, type Rule, threeInARowRule } from "./rules.ts";
import { lineOf, watch } from "./watch.ts";

export interface Delay {
  readonly population: string;
  readonly shift: string;
  /** Windows between false alarms, of all four. */
  readonly runLength: number;
  readonly runs: number;
  /** Mean windows until the alarm, the first that drifted counted as one. */
  readonly optimum: number;
  readonly driftwheel: number;
  readonly threeInARow: number;
  readonly oneAlarm: number;
  /** driftwheel over optimum, and the half width of its 95% interval. */
  readonly ratio: number;
  readonly error: number;
}

/** A window as the decider weighs it, and its statistic as an exact standard normal score. */
export interface ScoredWindow {
  readonly weighed: DriftWindow;
  readonly score: number;
}

/** More windows than any rule needs at the shifts that are tried. */
const mostWindows = 20_000;

/**
 * Windows until the alarm when drift begins with the first, for all rules on the same windows.
 *
 * @param options.optimumLine the line at which a CUSUM of `score` has the run length that Driftwheel's has
 */
export function delays(options: {
  readonly population: string;
  readonly shift: string;
  readonly runLength: number;
  readonly line: number;
  readonly optimumLine: number;
  readonly runs: number;
  /** Begins one run: each call of what it gives is the next window. */
  readonly begin: (run: number) => () => ScoredWindow;
}): Delay {
  const { population, shift, runLength, line, optimumLine, runs, begin } = options;
  const rules: readonly Rule[] = [
    cusumRule(optimumLine),
    threeInARowRule(runLength),
    oneAlarmRule(runLength),
  ];
  const waits = Array.from({ length: runs }, (_, run) => {
    const next = begin(run);
    const ours = watch(line);
    const judges = [
      ({ weighed }: ScoredWindow) => ours(weighed),
      ...rules.map((rule) => {
        const judge = rule();
        return ({ score }: ScoredWindow) => judge(score);
      }),
    ];
    const wait = judges.map(() => 0);
    for (let number = 1; number <= mostWindows && wait.includes(0); number += 1) {
      const window = next();
      for (const [at, judge] of judges.entries()) if (wait[at] === 0 && judge(window)) wait[at] = number;
    }
    return wait;
  });
  const means = [0, 1, 2, 3].map((rule) => mean(waits.map((wait) => wait[rule] ?? 0)));
  const [driftwheel = 0, optimum = 0, threeInARow = 0, oneAlarm = 0] = means;
  const ratio = driftwheel / optimum;
  // The delta method for a ratio of means of the same runs.
  const residuals = waits.map(([ours = 0, best = 0]) => ours - ratio * best);
  const error = (1.96 * Math.sqrt(mean(residuals.map((one) => one * one)) / runs)) / optimum;
  return { population, shift, runLength, runs, optimum, driftwheel, threeInARow, oneAlarm, ratio, error };
}

/** Windows whose score itself is moved by so many standard deviations. */
export function scoreDelay(options: {
  readonly shift: number;
  readonly runLength: number;
  readonly runs: number;
  readonly seed: number;
}): Delay {
  const { shift, runLength, runs, seed } = options;
  return delays({
    population: "the score itself",
    shift: `${shift} sigma`,
    runLength,
    runs,
    line: lineOf(runLength),
    optimumLine: exactLine(runLength),
    begin: (run) => {
      const random = seededIntegers(seed + run);
      let number = 0;
      return () => {
        const score = shift + normal(random);
        number += 1;
        return { score, weighed: windowOfScore(score, number) };
      };
    },
  });
}

function windowOfScore(score: number, number: number): DriftWindow {
  const pValue = normalCdf(-score);
  const feature = {
    feature: "x",
    check: "baseline_drift_check",
    distance: 1,
    threshold: null,
    description: "",
  };
  return scoreReport(
    {
      source: "external",
      schedule: null,
      windowStart: new Date(number * 3_600_000).toISOString(),
      windowEnd: new Date((number + 1) * 3_600_000).toISOString(),
      rows: 1,
      features: [{ ...feature, violated: false, pValue }],
      evidence: { pValue, allowance: 0, calibration: "bootstrap" },
      report: null,
    },
    0,
  );
}
