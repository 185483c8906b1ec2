import type {
  DeregisterScalableTargetCommandInput,
  PutScalingPolicyCommandInput,
  PutScheduledActionCommandInput,
  RegisterScalableTargetCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import { invalid, serviceError } from "./service-error.ts";

/** How one variant is scaled. */
export interface SimulatedTarget {
  readonly minimum: number;
  readonly maximum: number;
  readonly policies: ReadonlyMap<string, PutScalingPolicyCommandInput>;
  readonly scheduled: ReadonlyMap<string, PutScheduledActionCommandInput>;
}

/** Application Auto Scaling, as far as an endpoint's variants go; nothing of it scales by itself. */
export class SimulatedScaling {
  readonly targets = new Map<string, SimulatedTarget>();
  private readonly serves: (variant: string) => boolean;

  constructor(serves: (variant: string) => boolean) {
    this.serves = serves;
  }

  /** True for a variant that no update of the endpoint may take away. */
  isScaled(variant: string): boolean {
    return this.targets.has(variant);
  }

  readonly operations = {
    DescribeScalableTargets: ({ ResourceIds = [] }: { ResourceIds?: string[] }) => ({
      ScalableTargets: ResourceIds.flatMap((ResourceId) => {
        const target = this.targets.get(variantOf(ResourceId));
        if (!target) return [];
        return [{ ResourceId, MinCapacity: target.minimum, MaxCapacity: target.maximum }];
      }),
    }),
    DescribeScalingPolicies: ({ ResourceId = "" }: { ResourceId?: string }) => ({
      ScalingPolicies: [...(this.targets.get(variantOf(ResourceId))?.policies.values() ?? [])],
    }),
    DescribeScheduledActions: ({ ResourceId = "" }: { ResourceId?: string }) => ({
      ScheduledActions: [...(this.targets.get(variantOf(ResourceId))?.scheduled.values() ?? [])],
    }),
    DescribeScalingActivities: () => ({ ScalingActivities: [] }),
    RegisterScalableTarget: (input: RegisterScalableTargetCommandInput) => {
      const variant = variantOf(input.ResourceId);
      if (!this.serves(variant)) throw invalid(`Unknown resource: ${input.ResourceId}`);
      const before = this.targets.get(variant);
      this.targets.set(variant, {
        minimum: input.MinCapacity ?? before?.minimum ?? 0,
        maximum: input.MaxCapacity ?? before?.maximum ?? 0,
        policies: before?.policies ?? new Map(),
        scheduled: before?.scheduled ?? new Map(),
      });
      return {};
    },
    PutScalingPolicy: (input: PutScalingPolicyCommandInput) => {
      const target = this.known(input.ResourceId);
      const policies = new Map(target.policies).set(input.PolicyName ?? "", input);
      this.targets.set(variantOf(input.ResourceId), { ...target, policies });
      return { Alarms: [] };
    },
    PutScheduledAction: (input: PutScheduledActionCommandInput) => {
      const target = this.known(input.ResourceId);
      const scheduled = new Map(target.scheduled).set(input.ScheduledActionName ?? "", input);
      this.targets.set(variantOf(input.ResourceId), { ...target, scheduled });
      return {};
    },
    DeregisterScalableTarget: ({ ResourceId }: DeregisterScalableTargetCommandInput) => {
      this.known(ResourceId);
      this.targets.delete(variantOf(ResourceId));
      return {};
    },
    /** Nobody has alarms that name a variant. */
    DescribeAlarms: () => ({ MetricAlarms: [] }),
  };

  private known(resource = ""): SimulatedTarget {
    const target = this.targets.get(variantOf(resource));
    if (target) return target;
    throw serviceError("ObjectNotFoundException", `No scalable target registered for ${resource}`);
  }
}

/** `endpoint/orchard-prod/variant/version-2` -> `version-2` */
function variantOf(resource = ""): string {
  return resource.split("/").at(-1) ?? "";
}
