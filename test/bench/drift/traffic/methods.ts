import { assessByPolicy } from "@driftwheel/core/decider/drift/assess-by-policy.ts";
import { promisedRunLength } from "@driftwheel/core/decider/drift/evidence/persistence.ts";
import { scoreReport } from "@driftwheel/core/decider/drift/evidence/score.ts";
import { noHistory } from "@driftwheel/core/monitor/dispersion/window-history.ts";
import { type Assessment, assessWindow } from "@driftwheel/core/monitor/window/assess-window.ts";
import { evidenceOfWindow } from "@driftwheel/core/monitor/window/window-evidence.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { normalQuantile } from "@driftwheel/core/stats/distributions/normal.ts";
import { combinedPValue } from "@driftwheel/core/stats/two-samples/combined-p-value.ts";
import type { DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import { threeInARowRule } from "../rules.ts";
import { lineOf, watch } from "../watch.ts";
import type { Scenario } from "./scenarios.ts";
import type { SimulatedWindow, Simulation } from "./simulated-windows.ts";

/** Judges one window after the other: true where it alarms, and begins anew. */
type Judge = (window: SimulatedWindow) => boolean;
export type Method = (simulation: Simulation, scenario: Scenario, policy: ModelPolicy["drift"]) => Judge;

const hour = 3_600_000;

/** The rule of production, window after window. */
const driftwheel: Method = ({ baseline }, { hours }, drift) => {
  let history = noHistory("", baseline);
  const alarms = watch(lineOf(runLengthOf(hours, drift)));
  let number = 0;
  return ({ counts }) => {
    const [start, end] = [number, number + 1].map((at) => new Date(at * hours * hour).toISOString());
    number += 1;
    const judged = assessByPolicy(
      baseline,
      { counts, estimated: null, start: start ?? "", end: end ?? "" },
      { drift },
      history,
    );
    ({ history } = judged);
    return alarms(weighed(judged.assessment, number, drift));
  };
};

/** The rule until version 0.1: rows are independent. */
const before: Method = ({ baseline }, { hours }, drift) => {
  const runLength = runLengthOf(hours, drift);
  const alarms = watch(lineOf(runLength));
  const { sensitivity, minRows } = drift;
  let number = 0;
  return ({ counts }) => {
    number += 1;
    const options = {
      baseline,
      counts,
      falseAlarmRate: 0.01,
      minEffect: sensitivity.minEffect,
      minRows,
      runLength,
    };
    return alarms(weighed(assessWindow(options), number, drift));
  };
};

const threeInARow: Method = ({ baseline }, { hours }, drift) => {
  const rule = threeInARowRule(runLengthOf(hours, drift));
  let alarms = rule();
  return ({ counts }) => {
    const pValues = evidenceOfWindow(baseline, counts).flatMap(({ pValue }) => pValue ?? []);
    const alarm = alarms(0 - normalQuantile(combinedPValue(pValues) ?? 1));
    if (alarm) alarms = rule();
    return alarm;
  };
};

const psiAboveAFifth: Method =
  ({ baseline }) =>
  ({ counts }) =>
    evidenceOfWindow(baseline, counts).some(({ distance }) => (distance ?? 0) > 0.2);

/** At 5% a window over all features, as monitors come. */
const kolmogorovSmirnov: Method =
  ({ trained }) =>
  ({ values }) =>
    values.some((window, at) => ksPValue(trained[at] ?? new Float64Array(), window) < 0.05 / values.length);

export const methods: Readonly<Record<string, Method>> = {
  driftwheel,
  "driftwheel before": before,
  "three in a row": threeInARow,
  "PSI above 0.2": psiAboveAFifth,
  "Kolmogorov-Smirnov, Bonferroni": kolmogorovSmirnov,
};

function runLengthOf(hours: number, { sensitivity }: ModelPolicy["drift"]): number {
  const { falseAlarmsPerYear } = sensitivity;
  return promisedRunLength({ windowMilliseconds: hours * hour, falseAlarmsPerYear });
}

function weighed(assessment: Assessment, number: number, { sensitivity }: ModelPolicy["drift"]): DriftWindow {
  if (assessment.result !== "assessed") throw new Error(assessment.reason);
  const { features, evidence, rows } = assessment;
  const window = {
    source: "driftwheel",
    schedule: "driftwheel",
    windowStart: new Date((number - 1) * hour).toISOString(),
    windowEnd: new Date(number * hour).toISOString(),
    report: null,
  } as const;
  return scoreReport({ ...window, features, evidence, rows }, sensitivity.minEffect);
}

/** Kolmogorov's limit with Stephens' correction (1970, https://doi.org/10.1111/j.2517-6161.1970.tb00821.x). */
function ksPValue(trained: Float64Array, window: Float64Array): number {
  const [n, m] = [trained.length, window.length];
  let distance = 0;
  let below = 0;
  for (const [at, value] of window.toSorted().entries()) {
    let high = n;
    for (let low = below; low < high; ) {
      const middle = (low + high) >> 1;
      if ((trained[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
      below = low;
    }
    distance = Math.max(distance, (at + 1) / m - below / n, below / n - at / m);
  }
  const root = Math.sqrt((n * m) / (n + m));
  const scaled = (root + 0.12 + 0.11 / root) * distance;
  let sum = 0;
  for (let term = 1; term <= 20; term += 1)
    sum += (term % 2 === 1 ? 2 : -2) * Math.exp(-2 * (term * scaled) ** 2);
  return Math.min(1, Math.max(0, sum));
}
