import type { ArmPeriod, PeriodCounts } from "@driftwheel/core/vocabulary/period-counts.ts";
import { failure } from "../failure.ts";
import { keptWindows } from "./kept-periods.ts";
import { type MetricQuestion, type MetricValues, type MetricWindow, readMetrics } from "./metrics.ts";

export interface TrialToRead extends MetricWindow {
  readonly endpoint: string;
  readonly championVariant: string;
  readonly challengerVariant: string;
  /** Microseconds; null when there is nothing to compare latencies with, and nothing then counts as slow. */
  readonly slowerThan: number | null;
}

/**
 * Both variants' counts in each period of a range in which either has any, oldest first, as CloudWatch knows them now. What
 * it no longer keeps by the period is of a longer one, and its `length` says so.
 *
 * @throws TransientError when CloudWatch cannot be read now.
 */
export async function readPeriodCounts(trial: TrialToRead, now: Date): Promise<readonly PeriodCounts[]> {
  const { endpoint, championVariant, challengerVariant, slowerThan } = trial;
  const questions = [
    ...armQuestions({ endpoint, variant: championVariant, slowerThan }, "0"),
    ...armQuestions({ endpoint, variant: challengerVariant, slowerThan }, "1"),
  ];
  try {
    const read = await Promise.all(
      keptWindows(trial, now).map(async (window) => ({
        length: window.periodSeconds === trial.periodSeconds ? {} : { length: window.periodSeconds * 1_000 },
        values: await readMetrics(questions, window),
      })),
    );
    const isByUnits = (arm: string) =>
      read.some(({ values }) => (values.get(`effective${arm}`)?.size ?? 0) > 0);
    const byUnits = { champion: isByUnits("0"), challenger: isByUnits("1") };
    return read.flatMap(({ length, values }) => {
      const starts = new Set([...values.values()].flatMap((found) => [...found.keys()]));
      return [...starts]
        .sort((one, other) => one - other)
        .map((start) => ({
          start,
          ...length,
          champion: armPeriod(values, "0", start, byUnits.champion),
          challenger: armPeriod(values, "1", start, byUnits.challenger),
        }));
    });
  } catch (error) {
    throw failure(error, `reading the metrics of ${endpoint}`);
  }
}

/**
 * What is asked of one variant to know its counts.
 *
 * @param arm ends the questions' ids
 */
export function armQuestions(
  {
    endpoint,
    variant,
    slowerThan,
  }: { readonly endpoint: string; readonly variant: string; readonly slowerThan: number | null },
  arm: string,
): readonly MetricQuestion[] {
  const sum = (id: string, metric: MetricQuestion["metric"]): MetricQuestion => ({
    id: `${id}${arm}`,
    metric,
    endpoint,
    variant,
    statistic: "Sum",
  });
  const sums = [
    sum("trials", "OutcomeTrials"),
    sum("successes", "OutcomeSuccesses"),
    sum("effective", "OutcomeEffectiveTrials"),
    sum("invocations", "Invocations"),
    sum("errors", "Invocation5XXErrors"),
  ];
  return slowerThan === null
    ? sums
    : [...sums, { ...sum("slow", "ModelLatency"), statistic: slowAnswers(slowerThan) }];
}

/** Trimmed count: values above the lower bound, which itself does not count. */
export function slowAnswers(slowerThan: number): string {
  return `TC(${Number(slowerThan.toFixed(3))}:)`;
}

/**
 * One variant's counts of one period.
 *
 * @param isByUnits whether anybody told of this variant how many independent outcomes its outcomes are worth: where
 *   nothing is told of a period then, each of its outcomes is a unit of its own
 */
export function armPeriod(values: MetricValues, arm: string, start: number, isByUnits: boolean): ArmPeriod {
  const value = (id: string) => values.get(`${id}${arm}`)?.get(start);
  const count = (id: string) => Math.round(value(id) ?? 0);
  const trials = count("trials");
  const invocations = count("invocations");
  return {
    trials,
    // Each metric arrives on its own; a success whose trial is still on its way is no success yet.
    successes: Math.min(count("successes"), trials),
    ...(isByUnits && { effectiveTrials: Math.min(value("effective") ?? trials, trials) }),
    invocations,
    errors: Math.min(count("errors"), invocations),
    slow: Math.min(count("slow"), invocations),
  };
}
