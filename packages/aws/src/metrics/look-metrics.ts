import type { LookMetrics, VariantMetrics } from "@driftwheel/core/vocabulary/look-metrics.ts";
import { failure } from "../failure.ts";
import { type MetricQuestion, readMetrics, total } from "./metrics.ts";

export interface Look {
  readonly endpoint: string;
  readonly championVariant: string;
  readonly challengerVariant: string;
  /** Multiples of the period; only complete periods that CloudWatch knows wholly (core's `lookWindow`). */
  readonly start: Date;
  readonly end: Date;
  readonly periodSeconds: number;
  /** Microseconds; null when there is nothing to compare latencies with, and nothing then counts as slow. */
  readonly slowerThan: number | null;
}

/**
 * Both variants' counts in one request, so that they are of the same moment.
 *
 * @throws TransientError when CloudWatch cannot be read now.
 */
export async function readLookMetrics(look: Look): Promise<LookMetrics> {
  const { start, end } = look;
  const arms = [look.championVariant, look.challengerVariant] as const;
  try {
    const values =
      start < end
        ? await readMetrics(
            arms.flatMap((variant, arm) => questionsOf(variant, arm, look)),
            look,
          )
        : new Map<string, readonly number[]>();
    return {
      start: start.toISOString(),
      end: end.toISOString(),
      champion: armOf(arms[0], 0, values),
      challenger: armOf(arms[1], 1, values),
    };
  } catch (error) {
    throw failure(error, `reading the metrics of ${look.endpoint}`);
  }
}

function questionsOf(
  variant: string,
  arm: number,
  { endpoint, slowerThan }: Look,
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
    sum("invocations", "Invocations"),
    sum("errors", "Invocation5XXErrors"),
  ];
  if (slowerThan === null) return sums;
  // Trimmed count: values above the lower bound, which itself does not count.
  const statistic = `TC(${Number(slowerThan.toFixed(3))}:)`;
  return [...sums, { ...sum("slow", "ModelLatency"), statistic }];
}

function armOf(variant: string, arm: number, values: ReadonlyMap<string, readonly number[]>): VariantMetrics {
  const count = (id: string) => Math.round(total(values.get(`${id}${arm}`)));
  const trials = count("trials");
  const invocations = count("invocations");
  return {
    variant,
    trials,
    // Each metric arrives on its own; a success whose trial is still on its way is no success yet.
    successes: Math.min(count("successes"), trials),
    invocations,
    errors: Math.min(count("errors"), invocations),
    slow: Math.min(count("slow"), invocations),
  };
}
