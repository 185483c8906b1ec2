import { randomUUID } from "node:crypto";
import type { Alarms } from "../../cloudwatch/alarms/alarms.ts";
import { metricQuery } from "../../cloudwatch/alarms/requests.ts";
import type { TargetTracking } from "../requests.ts";
import type { Alarm, ScalableTarget, ScalingPolicy } from "../scalable-target.ts";
import {
  dimensionsOf,
  highPeriods,
  type Judgement,
  lowPeriods,
  measuredBy,
  wellBelow,
} from "./target-tracking.ts";

/** The two CloudWatch alarms of each policy that tracks a target: high first. */
export class TrackingAlarms {
  private readonly alarms: Alarms;

  constructor(alarms: Alarms) {
    this.alarms = alarms;
  }

  /** Names for a new policy's alarms. */
  named(
    { resourceId }: ScalableTarget,
    world: { readonly region: string; readonly account: string },
  ): readonly Alarm[] {
    return ["AlarmHigh", "AlarmLow"].map((side) => {
      const name = `TargetTracking-${resourceId}-${side}-${randomUUID()}`;
      return {
        AlarmName: name,
        AlarmARN: `arn:aws:cloudwatch:${world.region}:${world.account}:alarm:${name}`,
      };
    });
  }

  /** Makes the policy's alarms, or changes them with it. */
  put(target: ScalableTarget, policy: ScalingPolicy): void {
    const [high, low] = policy.alarms;
    const { targetTracking } = policy;
    if (!high || !low || !targetTracking) return;
    const common = { ...watched(target, targetTracking), AlarmActions: [policy.arn] };
    const threshold = targetTracking.TargetValue;
    const note = `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policy.arn}.`;
    this.alarms.put({
      ...common,
      AlarmName: high.AlarmName,
      AlarmDescription: note,
      EvaluationPeriods: highPeriods,
      Threshold: threshold,
      ComparisonOperator: "GreaterThanThreshold",
    });
    this.alarms.put({
      ...common,
      AlarmName: low.AlarmName,
      AlarmDescription: note,
      EvaluationPeriods: lowPeriods,
      Threshold: wellBelow * threshold,
      ComparisonOperator: "LessThanThreshold",
    });
  }

  /** Sets the states that a look at the metrics has found. */
  show({ alarms: [high, low] }: ScalingPolicy, judgement: Judgement): void {
    this.set(high, judgement.high);
    this.set(low, judgement.low);
  }

  forget(policies: Iterable<ScalingPolicy>): void {
    for (const { alarms } of policies) {
      for (const { AlarmName } of alarms) this.alarms.delete(AlarmName);
    }
  }

  private set(named: Alarm | undefined, state: Judgement["high"]): void {
    const alarm = named && this.alarms.get(named.AlarmName);
    if (alarm) this.alarms.set(alarm, state, reasons[state]);
  }
}

const reasons = {
  ALARM: "Threshold Crossed",
  OK: "Threshold not crossed",
  INSUFFICIENT_DATA: "Insufficient Data",
} as const;

function watched(target: ScalableTarget, tracking: TargetTracking) {
  const nothing = {
    ActionsEnabled: true,
    OKActions: [],
    InsufficientDataActions: [],
    Dimensions: {},
    Metrics: [],
  };
  const measured = measuredBy(target, tracking);
  if (measured) {
    const { namespace, name, dimensions, statistic } = measured;
    return {
      ...nothing,
      Namespace: namespace,
      MetricName: name,
      Dimensions: dimensions,
      Statistic: statistic,
      Period: 60,
    };
  }
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = tracking;
  if (!predefined) {
    const queries = (customized?.Metrics ?? []).map((query) => metricQuery.safeParse(query));
    return { ...nothing, Metrics: queries.flatMap(({ data }) => (data ? [data] : [])) };
  }
  return {
    ...nothing,
    Namespace: "AWS/SageMaker",
    MetricName: "component" in target.scaled ? "ConcurrentRequestsPerCopy" : "ConcurrentRequestsPerModel",
    Dimensions: dimensionsOf(target.scaled),
    Statistic: "Maximum" as const,
    Period: 10,
  };
}
