import type { ArmPeriod, PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import { failure } from "../failure.ts";
import { keptWindows } from "./kept-periods.ts";
import { type MetricQuestion, type MetricValues, type MetricWindow, readMetrics } from "./metrics.ts";
import { queuedCounts, queuedQuestions } from "./queued-counts.ts";

export interface TrialToRead extends MetricWindow {
  /** Outcomes of both arms are told of it, and the champion serves on it. */
  readonly endpoint: string;
  /** On which endpoint the challenger serves, where that is another one. */
  readonly challengerEndpoint?: string;
  readonly championVariant: string;
  readonly challengerVariant: string;
  /** Microseconds; null when there is nothing to compare latencies with, and nothing then counts as slow. */
  readonly slowerThan: number | null;
  /** Outcomes alone, good and bad ones, unless it is given. */
  readonly asked?: AskedOfArms;
  /** Both endpoints queue requests, of which SageMaker counts otherwise. */
  readonly asynchronous?: boolean;
}

/** What is asked of variants' outcomes beside how many there are, and how many of them good. */
export interface AskedOfArms {
  /** Outcomes are values, and neither good nor bad. */
  readonly values: boolean;
  /** Names of segments whose outcomes are counted by themselves. */
  readonly segments: readonly string[];
  /** Requests that waited for new compute are counted. */
  readonly coldStarts?: boolean;
  /** Units are named, so those are counted that come for the first time. */
  readonly units?: boolean;
}

const onlyGoodOrBad: AskedOfArms = { values: false, segments: [] };

/**
 * Both variants' counts in each period of a range in which either has any, oldest first, as CloudWatch knows them now. What
 * it no longer keeps by the period is of a longer one, and its `length` says so.
 *
 * @throws TransientError when CloudWatch cannot be read now.
 */
export async function readPeriodCounts(trial: TrialToRead, now: Date): Promise<readonly PeriodCounts[]> {
  const { endpoint, championVariant, challengerVariant, slowerThan, asked = onlyGoodOrBad } = trial;
  const servedOn = trial.challengerEndpoint ?? endpoint;
  const both = { endpoint, slowerThan, asked, asynchronous: trial.asynchronous ?? false };
  const questions = [
    ...armQuestions({ ...both, variant: championVariant }, "0"),
    ...armQuestions({ ...both, servedOn, variant: challengerVariant }, "1"),
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
    const { asynchronous } = both;
    return read.flatMap(({ length, values }) => {
      const starts = new Set([...values.values()].flatMap((found) => [...found.keys()]));
      return [...starts]
        .sort((one, other) => one - other)
        .map((start) => ({
          start,
          ...length,
          champion: armPeriod(values, "0", start, { isByUnits: byUnits.champion, asked, asynchronous }),
          challenger: armPeriod(values, "1", start, { isByUnits: byUnits.challenger, asked, asynchronous }),
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
    servedOn = endpoint,
    variant,
    slowerThan,
    asked = onlyGoodOrBad,
    asynchronous = false,
  }: {
    /** Of which outcomes are told. */
    readonly endpoint: string;
    /** Which SageMaker counts requests of. */
    readonly servedOn?: string;
    readonly variant: string;
    readonly slowerThan: number | null;
    readonly asked?: AskedOfArms;
    readonly asynchronous?: boolean;
  },
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
    ...(asynchronous
      ? queuedQuestions(servedOn, variant, arm)
      : [
          { ...sum("invocations", "Invocations"), endpoint: servedOn },
          { ...sum("errors", "Invocation5XXErrors"), endpoint: servedOn },
        ]),
    ...(asked.units ? [sum("units", "OutcomeUnits")] : []),
    // Each launch of compute has a value: https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-monitoring.html
    ...(asked.coldStarts
      ? [{ ...sum("cold", "ModelSetupTime"), endpoint: servedOn, statistic: "SampleCount" }]
      : []),
    ...(asked.values ? [sum("values", "OutcomeValues"), sum("squares", "OutcomeValueSquares")] : []),
    ...asked.segments.flatMap((segment, place) => [
      { ...sum(`segment${place}trials`, "OutcomeTrials"), segment },
      { ...sum(`segment${place}successes`, "OutcomeSuccesses"), segment },
    ]),
  ];
  return slowerThan === null
    ? sums
    : [...sums, { ...sum("slow", "ModelLatency"), endpoint: servedOn, statistic: slowAnswers(slowerThan) }];
}

/** Trimmed count: values above the lower bound, which itself does not count. */
export function slowAnswers(slowerThan: number): string {
  return `TC(${Number(slowerThan.toFixed(3))}:)`;
}

/**
 * One variant's counts of one period.
 *
 * @param of.isByUnits whether anybody told of this variant how many independent outcomes its outcomes are worth: where
 *   nothing is told of a period then, each of its outcomes is a unit of its own
 */
export function armPeriod(
  values: MetricValues,
  arm: string,
  start: number,
  {
    isByUnits,
    asked = onlyGoodOrBad,
    asynchronous = false,
  }: { readonly isByUnits: boolean; readonly asked?: AskedOfArms; readonly asynchronous?: boolean },
): ArmPeriod {
  const value = (id: string) => values.get(`${id}${arm}`)?.get(start);
  const count = (id: string) => Math.round(value(id) ?? 0);
  // Each metric arrives on its own; a success whose trial is still on its way is no success yet.
  const outcomes = (of = "") => {
    const trials = count(`${of}trials`);
    return { trials, successes: Math.min(count(`${of}successes`), trials) };
  };
  const told = outcomes();
  const sums = asked.values ? valuesOf(told.trials, value("values"), value("squares")) : null;
  const { trials } = sums ?? told;
  const requests = asynchronous
    ? queuedCounts((id) => value(id))
    : { invocations: count("invocations"), errors: count("errors") };
  const { invocations } = requests;
  const segments = asked.segments
    .map((name, place) => [name, outcomes(`segment${place}`)] as const)
    .filter(([, counts]) => counts.trials > 0);
  return {
    ...(sums ?? told),
    ...(isByUnits && { effectiveTrials: Math.min(value("effective") ?? trials, trials) }),
    ...(asked.units && { units: count("units") }),
    ...(segments.length > 0 && { segments: Object.fromEntries(segments) }),
    ...requests,
    errors: Math.min(requests.errors, invocations),
    slow: Math.min(count("slow"), invocations),
    ...(asked.coldStarts && { coldStarts: Math.min(count("cold"), invocations) }),
  };
}

/** Outcomes whose values are not told, or not wholly, are not known yet. */
function valuesOf(
  trials: number,
  sum: number | undefined,
  squares: number | undefined,
): Pick<ArmPeriod, "trials" | "successes" | "values"> {
  if (trials === 0 || sum === undefined || squares === undefined) return { trials: 0, successes: 0 };
  // No numbers have such a sum and smaller squares.
  const least = sum ** 2 / trials;
  return { trials, successes: 0, values: { count: trials, sum, squares: Math.max(squares, least) } };
}
