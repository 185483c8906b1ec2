import { readMetrics, total } from "./metrics.ts";

/** Seconds that CloudWatch keeps values by, the longest first. */
const periods = [60, 30, 20, 10, 5, 1];

/**
 * What tells how often a variant was asked. Of an asynchronous endpoint SageMaker publishes no Invocations, and the latency
 * of each answer as of any other: https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 */
const counted = {
  usual: { metric: "Invocations", statistic: "Sum" },
  asynchronous: { metric: "ModelLatency", statistic: "SampleCount" },
} as const;

/** How often any of the variants was asked from start (inclusive) to end (exclusive), both whole seconds. */
export async function countInvocations(
  endpoint: string,
  { variants, kind }: { readonly variants: readonly string[]; readonly kind: keyof typeof counted },
  { start, end }: { readonly start: Date; readonly end: Date },
): Promise<number> {
  if (variants.length === 0) return 0;
  const seconds = (end.getTime() - start.getTime()) / 1000;
  const periodSeconds = periods.find((period) => seconds % period === 0) ?? 1;
  const questions = variants.map((variant, index) => ({
    id: `variant${index}`,
    endpoint,
    variant,
    ...counted[kind],
  }));
  const values = await readMetrics(questions, { start, end, periodSeconds });
  return total([...values.values()].flatMap((found) => [...found.values()]));
}
