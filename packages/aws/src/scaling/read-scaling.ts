import {
  paginateDescribeScalableTargets,
  paginateDescribeScalingPolicies,
  paginateDescribeScheduledActions,
  type ScalableTarget,
  type ScalingPolicy,
  type ScheduledAction,
} from "@aws-sdk/client-application-auto-scaling";
import type { VariantScaling } from "@driftwheel/core/vocabulary/scaling.ts";
import { applicationAutoScaling } from "../clients/application-auto-scaling.ts";
import { copies, copiesOf, instances, resourceIdOf } from "./scaled.ts";

/** A variant's scaling, and the alarms that its policies are triggered by. */
export interface ReadScaling {
  readonly scaling: VariantScaling;
  /** Made by the service itself for its own policies, and gone with them. */
  readonly ownAlarms: readonly string[];
  /** Made by people for the policies that need such. */
  readonly alarms: readonly string[];
}

/** How the variants are scaled; those that are not are absent, and cost one call together. */
export async function readScaling(
  endpoint: string,
  variants: readonly string[],
): Promise<ReadonlyMap<string, ReadScaling>> {
  const byResource = new Map(variants.map((variant) => [resourceIdOf(endpoint, variant), variant]));
  const read = await readResources(instances, [...byResource.keys()]);
  return new Map([...read].map(([resource, scaling]) => [byResource.get(resource) ?? resource, scaling]));
}

/** How the copies of inference components are scaled, by the component's own name; those that are not are absent. */
export async function readCopiesScaling(
  components: readonly string[],
): Promise<ReadonlyMap<string, VariantScaling>> {
  const byResource = new Map(components.map((component) => [copiesOf(component).ResourceId, component]));
  const read = await readResources(copies, [...byResource.keys()]);
  return new Map([...read].map(([resource, { scaling }]) => [byResource.get(resource) ?? resource, scaling]));
}

async function readResources(
  of: typeof instances | typeof copies,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadScaling>> {
  const found = new Map<string, ReadScaling>();
  const pages = paginateDescribeScalableTargets(
    { client: applicationAutoScaling() },
    { ...of, ResourceIds: [...ids] },
  );
  for await (const { ScalableTargets = [] } of pages)
    for (const target of ScalableTargets)
      if (target.ResourceId !== undefined) found.set(target.ResourceId, await whole(target, of));
  return found;
}

async function whole(
  target: ScalableTarget,
  dimension: typeof instances | typeof copies,
): Promise<ReadScaling> {
  const client = applicationAutoScaling();
  const of = { ...dimension, ResourceId: target.ResourceId };
  const policies: ScalingPolicy[] = [];
  const actions: ScheduledAction[] = [];
  for await (const page of paginateDescribeScalingPolicies({ client }, of))
    policies.push(...(page.ScalingPolicies ?? []));
  for await (const page of paginateDescribeScheduledActions({ client }, of))
    actions.push(...(page.ScheduledActions ?? []));
  const alarmsOf = (type: "own" | "others") =>
    policies
      .filter(({ PolicyType }) => (PolicyType === "TargetTrackingScaling") === (type === "own"))
      .flatMap(({ Alarms = [] }) => Alarms.map(({ AlarmName = "" }) => AlarmName));
  return {
    scaling: scalingOf(target, policies, actions),
    ownAlarms: alarmsOf("own"),
    alarms: alarmsOf("others"),
  };
}

function scalingOf(
  { MinCapacity = 0, MaxCapacity = 0, SuspendedState }: ScalableTarget,
  policies: readonly ScalingPolicy[],
  actions: readonly ScheduledAction[],
): VariantScaling {
  return {
    minimum: MinCapacity,
    maximum: MaxCapacity,
    suspended: {
      in: SuspendedState?.DynamicScalingInSuspended ?? false,
      out: SuspendedState?.DynamicScalingOutSuspended ?? false,
      scheduled: SuspendedState?.ScheduledScalingSuspended ?? false,
    },
    policies: policies.map((policy) => ({
      name: policy.PolicyName ?? "",
      type: policy.PolicyType ?? "",
      configuration: {
        ...(policy.TargetTrackingScalingPolicyConfiguration ?? policy.StepScalingPolicyConfiguration),
      },
    })),
    scheduled: actions.map((action) => ({
      name: action.ScheduledActionName ?? "",
      schedule: action.Schedule ?? "",
      timezone: action.Timezone ?? null,
      start: action.StartTime?.toISOString() ?? null,
      end: action.EndTime?.toISOString() ?? null,
      minimum: action.ScalableTargetAction?.MinCapacity ?? null,
      maximum: action.ScalableTargetAction?.MaxCapacity ?? null,
    })),
  };
}
