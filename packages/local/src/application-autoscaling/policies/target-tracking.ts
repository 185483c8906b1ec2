import type { MetricRecorder } from "../../cloudwatch/metric-recorder.ts";
import { type Sample, statisticOf } from "../../cloudwatch/statistics.ts";
import type { TargetTracking } from "../requests.ts";
import type { ScalableTarget, Scaled } from "../scalable-target.ts";

/** Which way a policy wants to scale, and how many instances keep the metric at its target. */
export interface Wish {
  readonly direction: "out" | "in";
  readonly instances: number;
}

type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** What a look at the metric has found: the states of the policy's two alarms, and what follows from them. */
export interface Judgement {
  readonly high: State;
  readonly low: State;
  readonly wish: Wish | null;
}

interface Measured {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Average" | "Minimum" | "Maximum" | "SampleCount" | "Sum";
}

/** Periods that must all be above the target before it scales out, and all well below it before it scales in. */
export const highPeriods = 3;
export const lowPeriods = 15;
export const wellBelow = 0.9;

/**
 * What a target tracking policy wants of what was measured before `now`. Where nothing was measured nothing is
 * wanted: SageMaker emits no zeros, and no alarm goes off on missing data.
 * Sources: https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-policy.html
 */
export function judge(
  target: ScalableTarget,
  tracking: TargetTracking,
  instances: number,
  measures: Pick<MetricRecorder, "samples">,
  { now, period }: { readonly now: Date /** Milliseconds. */; readonly period: number },
): Judgement {
  const measured = measuredBy(target, tracking);
  const end = Math.floor(now.getTime() / period) * period;
  const values = measured ? lastValues(measured, measures, end, period) : [];
  if (values.length === 0) return { high: "INSUFFICIENT_DATA", low: "INSUFFICIENT_DATA", wish: null };
  const kept = (average: number) => Math.ceil((instances * average) / tracking.TargetValue);
  const high = values.slice(0, highPeriods);
  if (high.length === highPeriods && high.every((value) => value > tracking.TargetValue)) {
    const wanted = Math.max(kept(mean(high)), instances + 1);
    return { high: "ALARM", low: "OK", wish: { direction: "out", instances: wanted } };
  }
  const threshold = wellBelow * tracking.TargetValue;
  if (values.length === lowPeriods && values.every((value) => value < threshold)) {
    const wanted = Math.min(kept(mean(values)), instances);
    return { high: "OK", low: "ALARM", wish: { direction: "in", instances: wanted } };
  }
  return { high: "OK", low: "OK", wish: null };
}

/** Values of the periods before `end` without a gap, newest first. */
function lastValues(
  { namespace, name, dimensions, statistic }: Measured,
  measures: Pick<MetricRecorder, "samples">,
  end: number,
  period: number,
): readonly number[] {
  const calculate = statisticOf(statistic);
  const samples = measures.samples({ namespace, name, dimensions }, end - lowPeriods * period, end, null);
  const byPeriod = new Map<number, Sample[]>();
  for (const sample of samples) {
    const back = Math.ceil((end - sample.time) / period) - 1;
    byPeriod.set(back, [...(byPeriod.get(back) ?? []), sample]);
  }
  const values: number[] = [];
  for (let back = 0; back < lowPeriods; back++) {
    const value = calculate?.(byPeriod.get(back) ?? []) ?? null;
    if (!byPeriod.has(back) || value === null) break;
    values.push(value);
  }
  return values;
}

/** Null for a metric that nothing here measures: concurrent requests, and metric math. */
export function measuredBy(
  { scaled }: Pick<ScalableTarget, "scaled">,
  { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized }: TargetTracking,
): Measured | null {
  const dimensions = dimensionsOf(scaled);
  const invocations = { namespace: "AWS/SageMaker", dimensions, statistic: "Sum" } as const;
  if (predefined?.PredefinedMetricType === "SageMakerVariantInvocationsPerInstance")
    return { ...invocations, name: "InvocationsPerInstance" };
  if (predefined?.PredefinedMetricType === "SageMakerInferenceComponentInvocationsPerCopy")
    return { ...invocations, name: "InvocationsPerCopy" };
  const { Namespace, MetricName, Statistic, Dimensions = [] } = customized ?? {};
  if (Namespace === undefined || MetricName === undefined || Statistic === undefined) return null;
  const own = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  return { namespace: Namespace, name: MetricName, dimensions: own, statistic: Statistic };
}

/** By which SageMaker publishes what is measured of it. */
export function dimensionsOf(scaled: Scaled): Readonly<Record<string, string>> {
  return "component" in scaled
    ? { InferenceComponentName: scaled.component }
    : { EndpointName: scaled.endpoint, VariantName: scaled.variant };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
