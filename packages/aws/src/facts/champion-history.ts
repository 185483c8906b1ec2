import { historyOfPeriods } from "@driftwheel/core/decider/rollout/counts/history-of-periods.ts";
import type { ChampionHistoryFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import { type MetricQuestion, type MetricValues, readMetrics, total } from "../metrics/metrics.ts";
import { armPeriod, armQuestions, slowAnswers } from "../metrics/period-counts.ts";

const hour = 3_600_000;

/**
 * What a variant's periods over the hours before now tell, and its latency. CloudWatch gives a quantile for each hour; they
 * are put together by the number of invocations in each.
 */
export async function findChampionHistory(
  question: Extract<Question, { ask: "championHistory" }>,
  now: Date,
): Promise<ChampionHistoryFact> {
  const { endpoint, variant, hours, periodSeconds, latencyQuantile, bounds, asynchronous = false } = question;
  const look = question.lookSeconds === undefined ? undefined : question.lookSeconds * 1_000;
  const asked = { values: bounds !== undefined, segments: [] };
  const ask = (id: string, statistic: string): MetricQuestion => ({
    id,
    metric: "ModelLatency",
    endpoint,
    variant,
    statistic,
  });
  // A day is longer than CloudWatch keeps shorter periods.
  const period = Math.max(60, periodSeconds) * 1_000;
  const byPeriod = windowOf(now, hours, period);
  const [counts, latencies] = await Promise.all([
    readMetrics(armQuestions({ endpoint, variant, slowerThan: null, asked, asynchronous }, ""), byPeriod),
    readMetrics(
      [ask("latency", `p${Number((latencyQuantile * 100).toFixed(4))}`), ask("timed", "SampleCount")],
      windowOf(now, hours, hour),
    ),
  ]);
  const latency = weightedMean(latencies);
  const slow: MetricValues =
    latency === null ? new Map() : await readMetrics([ask("slow", slowAnswers(latency))], byPeriod);
  const values = new Map([...counts, ...slow]);
  const isByUnits = (values.get("effective")?.size ?? 0) > 0;
  const starts = Array.from(
    { length: (byPeriod.end.getTime() - byPeriod.start.getTime()) / period },
    (_, index) => byPeriod.start.getTime() + index * period,
  );
  // Topics that are told since today know nothing of yesterday's requests.
  const isAccepted = (values.get("accepted")?.size ?? 0) > 0;
  const periods = starts.map((start) => {
    const { accepted, ...period } = armPeriod(values, "", start, { isByUnits, asked, asynchronous });
    return accepted !== undefined && isAccepted ? { ...period, accepted } : period;
  });
  return { ...historyOfPeriods(periods, period, bounds, look), latency };
}

/** The whole periods that hold the hours before now. */
function windowOf(now: Date, hours: number, period: number) {
  const end = Math.ceil(now.getTime() / period) * period;
  const length = Math.ceil((hours * hour) / period) * period;
  return { start: new Date(end - length), end: new Date(end), periodSeconds: period / 1_000 };
}

function weightedMean(values: MetricValues): number | null {
  const weights = values.get("timed") ?? new Map<number, number>();
  const weight = total(weights.values());
  if (weight === 0) return null;
  const hours = [...(values.get("latency") ?? [])];
  return total(hours.map(([at, value]) => value * (weights.get(at) ?? 0))) / weight;
}
