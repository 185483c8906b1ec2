import {
  namespace,
  type ScalableTarget,
  type ScalingPolicy,
  type ScheduledAction,
  scaledOf,
} from "./scalable-target.ts";
import type { ScalingActivity } from "./scaling-activities.ts";

/** What the Describe operations show. Members that have no value are left out. */
type View = Readonly<Record<string, unknown>>;

export function describeTarget(target: ScalableTarget): View {
  return {
    ...about(target.resourceId),
    MinCapacity: target.minCapacity,
    MaxCapacity: target.maxCapacity,
    RoleARN: target.roleArn,
    CreationTime: target.creationTime,
    SuspendedState: target.suspended,
    ScalableTargetARN: target.arn,
  };
}

export function describePolicy(target: ScalableTarget, policy: ScalingPolicy): View {
  return {
    ...about(target.resourceId),
    PolicyARN: policy.arn,
    PolicyName: policy.name,
    PolicyType: policy.type,
    StepScalingPolicyConfiguration: policy.stepScaling ?? undefined,
    TargetTrackingScalingPolicyConfiguration: policy.targetTracking ?? undefined,
    Alarms: policy.alarms,
    CreationTime: policy.creationTime,
  };
}

export function describeAction(target: ScalableTarget, action: ScheduledAction): View {
  const { expression, timezone, start, end } = action.schedule;
  return {
    ...about(target.resourceId),
    ScheduledActionName: action.name,
    ScheduledActionARN: action.arn,
    Schedule: expression,
    Timezone: timezone ?? undefined,
    StartTime: start ?? undefined,
    EndTime: end ?? undefined,
    ScalableTargetAction: {
      MinCapacity: action.minCapacity ?? undefined,
      MaxCapacity: action.maxCapacity ?? undefined,
    },
    CreationTime: action.creationTime,
  };
}

export function describeActivity(activity: ScalingActivity): View {
  return {
    ...about(activity.resourceId),
    ActivityId: activity.id,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: activity.startTime,
    EndTime: activity.endTime ?? undefined,
    StatusCode: activity.status,
    StatusMessage: activity.message,
  };
}

function about(resourceId: string): View {
  return {
    ServiceNamespace: namespace,
    ResourceId: resourceId,
    ScalableDimension: scaledOf(resourceId)?.dimension,
  };
}
