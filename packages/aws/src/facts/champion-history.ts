import type { ChampionHistoryFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import { type MetricQuestion, readMetrics, total } from "../metrics/metrics.ts";

const hour = 3_600_000;

/**
 * A variant's counts and latency over the hours before now. CloudWatch gives a quantile for each hour; they are
 * put together by the number of invocations in each.
 */
export async function findChampionHistory(
  { endpoint, variant, hours, latencyQuantile }: Extract<Question, { ask: "championHistory" }>,
  now: Date,
): Promise<ChampionHistoryFact> {
  const ask = (id: string, metric: MetricQuestion["metric"], statistic = "Sum") => ({
    id,
    metric,
    endpoint,
    variant,
    statistic,
  });
  const end = Math.ceil(now.getTime() / hour) * hour;
  const values = await readMetrics(
    [
      ask("trials", "OutcomeTrials"),
      ask("successes", "OutcomeSuccesses"),
      ask("invocations", "Invocations"),
      ask("errors", "Invocation5XXErrors"),
      ask("latency", "ModelLatency", `p${Number((latencyQuantile * 100).toFixed(4))}`),
      ask("timed", "ModelLatency", "SampleCount"),
    ],
    { start: new Date(end - hours * hour), end: new Date(end), periodSeconds: hour / 1000 },
  );
  const count = (id: string) => Math.round(total(values.get(id)));
  return {
    trials: count("trials"),
    successes: count("successes"),
    invocations: count("invocations"),
    errors: count("errors"),
    latency: weightedMean(values.get("latency") ?? [], values.get("timed") ?? []),
  };
}

function weightedMean(values: readonly number[], weights: readonly number[]): number | null {
  const weight = total(weights);
  if (weight === 0) return null;
  return total(values.map((value, index) => value * (weights[index] ?? 0))) / weight;
}
