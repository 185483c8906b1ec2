import { type Addressed, notScaledHere, unsupported } from "./errors.ts";
import type { StepScaling, SuspendedState, TargetTracking } from "./requests.ts";
import type { Schedule } from "./schedule.ts";

export const namespace = "sagemaker";

/** What is scaled: how many instances a variant has, or how many copies an inference component. */
export type Scaled =
  | {
      readonly dimension: "sagemaker:variant:DesiredInstanceCount";
      readonly endpoint: string;
      readonly variant: string;
    }
  | { readonly dimension: "sagemaker:inference-component:DesiredCopyCount"; readonly component: string };

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

/** What is registered to be scaled; what belongs to it goes with it. */
export interface ScalableTarget {
  /** `endpoint/<endpoint>/variant/<variant>`, `inference-component/<component>` */
  readonly resourceId: string;
  readonly scaled: Scaled;
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

/** What a request names; throws the service's refusal when it is nothing that is scaled here. */
export function scaledIn({ ServiceNamespace, ResourceId, ScalableDimension }: Addressed): Scaled {
  if (!ScalableDimension.startsWith(`${ServiceNamespace}:`)) throw unsupported();
  if (ServiceNamespace !== namespace) throw notScaledHere(ScalableDimension);
  const scaled = scaledOf(ResourceId);
  switch (ScalableDimension) {
    case "sagemaker:variant:DesiredInstanceCount":
    case "sagemaker:inference-component:DesiredCopyCount":
      if (scaled?.dimension !== ScalableDimension) throw unsupported();
      return scaled;
    default:
      throw notScaledHere(ScalableDimension);
  }
}

/** https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-sagemaker.html */
export function scaledOf(resourceId: string): Scaled | null {
  const [, endpoint, variant] = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(resourceId) ?? [];
  if (endpoint !== undefined && variant !== undefined)
    return { dimension: "sagemaker:variant:DesiredInstanceCount", endpoint, variant };
  const [, component] = /^inference-component\/([^/]+)$/.exec(resourceId) ?? [];
  return component === undefined
    ? null
    : { dimension: "sagemaker:inference-component:DesiredCopyCount", component };
}
