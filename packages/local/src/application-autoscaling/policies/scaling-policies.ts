import { randomUUID } from "node:crypto";
import type { World } from "../../world.ts";
import { invalid, limitExceeded, notScaledHere } from "../errors.ts";
import type { PutScalingPolicy, TargetTracking } from "../requests.ts";
import type { ScalableTarget, Scaled, ScalingPolicy } from "../scalable-target.ts";
import type { TrackingAlarms } from "./tracking-alarms.ts";

/** Of one target. Source: https://docs.aws.amazon.com/general/latest/gr/as-app.html */
const mostPolicies = 50;

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
const predefinedMetrics: Readonly<Record<Scaled["dimension"], readonly string[]>> = {
  "sagemaker:variant:DesiredInstanceCount": [
    "SageMakerVariantInvocationsPerInstance",
    "SageMakerVariantConcurrentRequestsPerModelHighResolution",
  ],
  "sagemaker:inference-component:DesiredCopyCount": [
    "SageMakerInferenceComponentInvocationsPerCopy",
    "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
  ],
};

/** Puts a policy on a target, or changes what is named of one that is there. */
export function putPolicy(
  target: ScalableTarget,
  request: PutScalingPolicy,
  world: Pick<World, "region" | "account">,
  alarms: TrackingAlarms,
): ScalingPolicy {
  const known = target.policies.get(request.PolicyName);
  const type = request.PolicyType ?? known?.type ?? "StepScaling";
  if (type === "PredictiveScaling") throw notScaledHere("predictive scaling");
  if (known && known.type !== type) {
    throw invalid(`The policy ${known.name} is of the type ${known.type}, which cannot be changed.`);
  }
  const targetTracking = request.TargetTrackingScalingPolicyConfiguration ?? known?.targetTracking ?? null;
  const stepScaling = request.StepScalingPolicyConfiguration ?? known?.stepScaling ?? null;
  if (type === "TargetTrackingScaling") checkTracking(target, request.PolicyName, targetTracking);
  else if (stepScaling?.AdjustmentType === undefined || (stepScaling.StepAdjustments ?? []).length === 0) {
    throw invalid(
      "A step scaling policy needs a StepScalingPolicyConfiguration with AdjustmentType and StepAdjustments.",
    );
  }
  if (!known && target.policies.size >= mostPolicies) {
    throw limitExceeded(`A scalable target has at most ${mostPolicies} scaling policies.`);
  }
  const tracks = type === "TargetTrackingScaling";
  const policy: ScalingPolicy = {
    name: request.PolicyName,
    arn: known?.arn ?? arnOf(target, "scalingPolicy", "policyName", request.PolicyName, world),
    creationTime: known?.creationTime ?? new Date(),
    type,
    stepScaling: tracks ? null : stepScaling,
    targetTracking: tracks ? targetTracking : null,
    alarms: known?.alarms ?? (tracks ? alarms.named(target, world) : []),
  };
  target.policies.set(policy.name, policy);
  alarms.put(target, policy);
  return policy;
}

function checkTracking(target: ScalableTarget, name: string, tracking: TargetTracking | null): void {
  if (!tracking) {
    throw invalid("A target tracking policy needs a TargetTrackingScalingPolicyConfiguration.");
  }
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = tracking;
  if ((predefined === undefined) === (customized === undefined)) {
    throw invalid("Specify either a PredefinedMetricSpecification or a CustomizedMetricSpecification.");
  }
  const { dimension } = target.scaled;
  if (predefined && !predefinedMetrics[dimension].includes(predefined.PredefinedMetricType)) {
    throw invalid(
      `The metric ${predefined.PredefinedMetricType} cannot scale ${dimension}; use one of ${predefinedMetrics[dimension].join(", ")}.`,
    );
  }
  if (customized && !customized.Metrics) {
    const { MetricName, Namespace, Statistic } = customized;
    if (MetricName === undefined || Namespace === undefined || Statistic === undefined) {
      throw invalid("A customized metric needs a MetricName, a Namespace and a Statistic, or Metrics.");
    }
  }
  if (tracking.TargetValue <= 0) throw invalid("The target value must be greater than 0.");
  const metric = metricOf(tracking);
  for (const other of target.policies.values()) {
    if (other.name !== name && other.targetTracking && metricOf(other.targetTracking) === metric) {
      throw invalid("Only one TargetTrackingScaling policy for a given metric specification is allowed.");
    }
  }
}

function metricOf({ PredefinedMetricSpecification, CustomizedMetricSpecification }: TargetTracking): string {
  return JSON.stringify([PredefinedMetricSpecification?.PredefinedMetricType, CustomizedMetricSpecification]);
}

/** `arn:aws:autoscaling:<region>:<account>:<kind>:<id>:resource/sagemaker/<resource>:<member>/<name>` */
export function arnOf(
  { resourceId }: ScalableTarget,
  kind: "scalingPolicy" | "scheduledAction",
  member: "policyName" | "scheduledActionName",
  name: string,
  { region, account }: Pick<World, "region" | "account">,
): string {
  return `arn:aws:autoscaling:${region}:${account}:${kind}:${randomUUID()}:resource/sagemaker/${resourceId}:${member}/${name}`;
}
