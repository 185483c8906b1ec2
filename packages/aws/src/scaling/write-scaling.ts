import {
  DeregisterScalableTargetCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { isSameScaling, type VariantScaling } from "@driftwheel/core/vocabulary/scaling.ts";
import { applicationAutoScaling } from "../clients/application-auto-scaling.ts";
import type { ComparedEndpoint } from "../effects/endpoint/compared-endpoint.ts";
import { instances, resourceIdOf, type Scaled } from "./scaled.ts";

/**
 * Registers the variant, and gives it every policy and schedule; each call says the same again when it is repeated.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export async function giveScaling(
  endpoint: ComparedEndpoint,
  variant: string,
  scaling: VariantScaling,
): Promise<void> {
  await scale({ ...instances, ResourceId: resourceIdOf(endpoint.name, variant) }, scaling);
}

/** The same of anything that is scaled; who calls it has compared what is there. */
export async function scale(
  target: Scaled,
  { minimum, maximum, suspended, policies, scheduled }: VariantScaling,
): Promise<void> {
  await applicationAutoScaling().send(
    new RegisterScalableTargetCommand({
      ...target,
      MinCapacity: minimum,
      MaxCapacity: maximum,
      SuspendedState: {
        DynamicScalingInSuspended: suspended.in,
        DynamicScalingOutSuspended: suspended.out,
        ScheduledScalingSuspended: suspended.scheduled,
      },
    }),
  );
  for (const { name, type, configuration } of policies) {
    await applicationAutoScaling().send(
      new PutScalingPolicyCommand({
        ...target,
        PolicyName: name,
        // Read from the service under this type, so that it is one of its own.
        PolicyType: type as PutScalingPolicyCommandInput["PolicyType"],
        [`${type}PolicyConfiguration`]: configuration,
      }),
    );
  }
  for (const action of scheduled) {
    await applicationAutoScaling().send(
      new PutScheduledActionCommand({
        ...target,
        ScheduledActionName: action.name,
        Schedule: action.schedule,
        Timezone: action.timezone ?? undefined,
        StartTime: action.start === null ? undefined : new Date(action.start),
        EndTime: action.end === null ? undefined : new Date(action.end),
        ScalableTargetAction: {
          MinCapacity: action.minimum ?? undefined,
          MaxCapacity: action.maximum ?? undefined,
        },
      }),
    );
  }
}

/**
 * Deletes the variant's policies and schedules with it; its instances stay as many as they are.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
 */
export async function takeScalingOff(endpoint: ComparedEndpoint, variant: string): Promise<void> {
  await unscale({ ...instances, ResourceId: resourceIdOf(endpoint.name, variant) });
}

/** The same of anything that is scaled; nothing where it is not. */
export async function unscale(target: Scaled): Promise<void> {
  try {
    await applicationAutoScaling().send(new DeregisterScalableTargetCommand(target));
  } catch (error) {
    if (!(error instanceof Error && error.name === "ObjectNotFoundException")) throw error;
  }
}

/** True for what an earlier try of the same effect may have come to. */
export function isBegun(found: VariantScaling, wanted: VariantScaling): boolean {
  const among = <T extends { readonly name: string }>(all: readonly T[], some: readonly T[]) =>
    all.filter(({ name }) => some.some((one) => one.name === name));
  const { policies, scheduled } = found;
  return isSameScaling(found, {
    ...wanted,
    policies: among(wanted.policies, policies),
    scheduled: among(wanted.scheduled, scheduled),
  });
}
