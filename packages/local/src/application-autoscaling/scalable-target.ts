import { type Addressed, notScaledHere, unsupported } from "./errors.ts";
import type { StepScaling, SuspendedState, TargetTracking } from "./requests.ts";
import type { Schedule } from "./schedule.ts";

export const namespace = "sagemaker";
export const dimension = "sagemaker:variant:DesiredInstanceCount";

/** A CloudWatch alarm as a policy names it. */
export interface Alarm {
  readonly AlarmName: string;
  readonly AlarmARN: string;
}

export interface ScalingPolicy {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: Date;
  readonly type: "StepScaling" | "TargetTrackingScaling";
  readonly stepScaling: StepScaling | null;
  readonly targetTracking: TargetTracking | null;
  readonly alarms: readonly Alarm[];
}

export interface ScheduledAction {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: Date;
  readonly schedule: Schedule;
  readonly minCapacity: number | null;
  readonly maxCapacity: number | null;
  /** When it runs next; null when it never will again. */
  next: Date | null;
}

/** A variant of an endpoint, registered to be scaled; what belongs to it goes with it. */
export interface ScalableTarget {
  /** `endpoint/<endpoint>/variant/<variant>` */
  readonly resourceId: string;
  readonly endpoint: string;
  readonly variant: string;
  readonly arn: string;
  readonly creationTime: Date;
  readonly policies: Map<string, ScalingPolicy>;
  readonly scheduledActions: Map<string, ScheduledAction>;
  readonly tags: Map<string, string>;
  roleArn: string;
  minCapacity: number;
  maxCapacity: number;
  suspended: SuspendedState;
  /** The last change by a policy, from whose end its cooldown counts. */
  lastScaled: { readonly direction: "out" | "in"; readonly time: Date } | null;
}

/** The variant that a request names; throws the service's refusal when it names something else. */
export function variantOf({ ServiceNamespace, ResourceId, ScalableDimension }: Addressed): {
  readonly endpoint: string;
  readonly variant: string;
} {
  if (!ScalableDimension.startsWith(`${ServiceNamespace}:`)) throw unsupported();
  if (ServiceNamespace !== namespace || ScalableDimension !== dimension)
    throw notScaledHere(ScalableDimension);
  const [, endpoint, variant] = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(ResourceId) ?? [];
  if (endpoint === undefined || variant === undefined) throw unsupported();
  return { endpoint, variant };
}
