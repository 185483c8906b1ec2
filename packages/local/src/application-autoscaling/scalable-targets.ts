import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { World } from "../world.ts";
import type { Capacity, FoundCapacity, Scalables } from "./capacity.ts";
import { type Addressed, invalid, notRegistered, resourceNotFound, targetNotFound } from "./errors.ts";
import type { TrackingAlarms } from "./policies/tracking-alarms.ts";
import type { registerScalableTarget } from "./requests.ts";
import { type ScalableTarget, type Scaled, scaledIn } from "./scalable-target.ts";

type Register = z.infer<typeof registerScalableTarget>;

/** All scalable targets of the account, with what belongs to each. */
export class ScalableTargets {
  private readonly byResource = new Map<string, ScalableTarget>();
  private readonly world: Pick<World, "region" | "account">;
  private readonly scalables: Scalables;
  private readonly capacity: Capacity;
  private readonly alarms: TrackingAlarms;

  constructor(
    world: Pick<World, "region" | "account">,
    scalables: Scalables,
    capacity: Capacity,
    alarms: TrackingAlarms,
  ) {
    this.alarms = alarms;
    this.world = world;
    this.scalables = scalables;
    this.capacity = capacity;
  }

  /** Registers what is named, or changes what is said of it. */
  register(request: Register): ScalableTarget {
    const scaled = scaledIn(request);
    const known = this.byResource.get(request.ResourceId);
    const minCapacity = request.MinCapacity ?? known?.minCapacity;
    const maxCapacity = request.MaxCapacity ?? known?.maxCapacity;
    if (minCapacity === undefined || maxCapacity === undefined) {
      throw invalid("MinCapacity and MaxCapacity are needed to register a scalable target.");
    }
    if (minCapacity > maxCapacity) throw invalid("Maximum capacity cannot be less than minimum capacity");
    checkCapacity(request.ResourceId, scaled, this.scalables.capacityOf(scaled));
    const target = known ?? this.created(request, scaled, minCapacity, maxCapacity);
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
    scaledIn(request);
    const target = this.byResource.get(request.ResourceId);
    if (!target) throw targetNotFound(request);
    this.remove(target);
  }

  /** The target that a policy or a scheduled action is put on. */
  find(request: Addressed): ScalableTarget {
    scaledIn(request);
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
      if ("endpoint" in target.scaled && target.scaled.endpoint === endpoint) this.remove(target);
    }
  }

  private remove(target: ScalableTarget): void {
    this.alarms.forget(target.policies.values());
    this.byResource.delete(target.resourceId);
  }

  private created(
    { ResourceId, Tags = {} }: Register,
    scaled: Scaled,
    minCapacity: number,
    maxCapacity: number,
  ): ScalableTarget {
    const { region, account } = this.world;
    const id = randomUUID().replaceAll("-", "");
    return {
      resourceId: ResourceId,
      scaled,
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

function checkCapacity(resourceId: string, { dimension }: Scaled, found: FoundCapacity | null): void {
  const isVariant = dimension === "sagemaker:variant:DesiredInstanceCount";
  // The wording of other namespaces ("ECS service doesn't exist: ...").
  if (!found)
    throw invalid(
      `SageMaker ${isVariant ? "endpoint variant" : "inference component"} doesn't exist: ${resourceId}`,
    );
  if (!isVariant) return;
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
