import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { World } from "../world.ts";
import type { Capacity, VariantCapacity, Variants } from "./capacity.ts";
import { type Addressed, invalid, notRegistered, resourceNotFound, targetNotFound } from "./errors.ts";
import type { TrackingAlarms } from "./policies/tracking-alarms.ts";
import type { registerScalableTarget } from "./requests.ts";
import { type ScalableTarget, variantOf } from "./scalable-target.ts";

type Register = z.infer<typeof registerScalableTarget>;

/** All scalable targets of the account, with what belongs to each. */
export class ScalableTargets {
  private readonly byResource = new Map<string, ScalableTarget>();
  private readonly world: Pick<World, "region" | "account">;
  private readonly variants: Variants;
  private readonly capacity: Capacity;
  private readonly alarms: TrackingAlarms;

  constructor(
    world: Pick<World, "region" | "account">,
    variants: Variants,
    capacity: Capacity,
    alarms: TrackingAlarms,
  ) {
    this.alarms = alarms;
    this.world = world;
    this.variants = variants;
    this.capacity = capacity;
  }

  /** Registers a variant, or changes what is named of one that is registered. */
  register(request: Register): ScalableTarget {
    const { endpoint, variant } = variantOf(request);
    const known = this.byResource.get(request.ResourceId);
    const minCapacity = request.MinCapacity ?? known?.minCapacity;
    const maxCapacity = request.MaxCapacity ?? known?.maxCapacity;
    if (minCapacity === undefined || maxCapacity === undefined) {
      throw invalid("MinCapacity and MaxCapacity are needed to register a scalable target.");
    }
    if (minCapacity > maxCapacity) throw invalid("Maximum capacity cannot be less than minimum capacity");
    checkInstances(request.ResourceId, this.variants.capacityOf(endpoint, variant));
    const target = known ?? this.created(request, endpoint, variant, minCapacity, maxCapacity);
    target.minCapacity = minCapacity;
    target.maxCapacity = maxCapacity;
    target.roleArn = request.RoleARN ?? target.roleArn;
    target.suspended = { ...target.suspended, ...request.SuspendedState };
    this.byResource.set(target.resourceId, target);
    this.capacity.bringIntoRange(target);
    return target;
  }

  /** Its policies and scheduled actions go with it. */
  deregister(request: Addressed): void {
    variantOf(request);
    const target = this.byResource.get(request.ResourceId);
    if (!target) throw targetNotFound(request);
    this.remove(target);
  }

  /** The target that a policy or a scheduled action is put on. */
  find(request: Addressed): ScalableTarget {
    variantOf(request);
    const target = this.byResource.get(request.ResourceId);
    if (!target) throw notRegistered(request);
    return target;
  }

  get(resourceId: string): ScalableTarget | null {
    return this.byResource.get(resourceId) ?? null;
  }

  /** By its ARN, as tags name it. */
  byArn(arn: string): ScalableTarget {
    const target = this.all().find((each) => each.arn === arn);
    if (!target) throw resourceNotFound(arn);
    return target;
  }

  all(): readonly ScalableTarget[] {
    return [...this.byResource.values()];
  }

  /** Whether the variant is scaled, so that an update must not take it away. */
  isScaled(endpoint: string, variant: string): boolean {
    return this.byResource.has(resourceIdOf(endpoint, variant));
  }

  /**
   * An endpoint that is deleted takes its targets with it.
   * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-delete-with-scaling.html
   */
  endpointDeleted(endpoint: string): void {
    for (const target of this.all()) {
      if (target.endpoint === endpoint) this.remove(target);
    }
  }

  private remove(target: ScalableTarget): void {
    this.alarms.forget(target.policies.values());
    this.byResource.delete(target.resourceId);
  }

  private created(
    { ResourceId, Tags = {} }: Register,
    endpoint: string,
    variant: string,
    minCapacity: number,
    maxCapacity: number,
  ): ScalableTarget {
    const { region, account } = this.world;
    const id = randomUUID().replaceAll("-", "");
    return {
      resourceId: ResourceId,
      endpoint,
      variant,
      arn: `arn:aws:application-autoscaling:${region}:${account}:scalable-target/0${id}`,
      creationTime: new Date(),
      policies: new Map(),
      scheduledActions: new Map(),
      tags: new Map(Object.entries(Tags)),
      roleArn: `arn:aws:iam::${account}:role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint`,
      minCapacity,
      maxCapacity,
      suspended: {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
      lastScaled: null,
    };
  }
}

function resourceIdOf(endpoint: string, variant: string): string {
  return `endpoint/${endpoint}/variant/${variant}`;
}

function checkInstances(resourceId: string, found: VariantCapacity | null): void {
  // The wording of other namespaces ("ECS service doesn't exist: ...").
  if (!found) throw invalid(`SageMaker endpoint variant doesn't exist: ${resourceId}`);
  const { instanceType } = found;
  if (instanceType === null) {
    throw invalid(`The variant of ${resourceId} has no instances whose number could be scaled.`);
  }
  // https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-prerequisites.html
  if (/^ml\.t\d/.test(instanceType)) {
    throw invalid(
      `You cannot register a variant with ${instanceType} instance type as a scalable target. This is because the burstable performance of these instances can lead to unpredictable behavior with Auto Scaling.`,
    );
  }
}
