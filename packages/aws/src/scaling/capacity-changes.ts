import {
  paginateDescribeScalingActivities,
  type ScalingActivity,
} from "@aws-sdk/client-application-auto-scaling";
import type { CapacityChange } from "@driftwheel/core/vocabulary/costs.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { applicationAutoScaling } from "../clients/application-auto-scaling.ts";
import { instances, resourceIdOf } from "./scaled.ts";

/**
 * What Application Auto Scaling made of a variant's instances in the last six weeks, by policies, schedules and limits alike.
 * What failed, or was overridden by another, changed nothing.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
 *
 * @throws BadInput naming an activity that does not say how many instances it set
 */
export async function capacityChanges(endpoint: string, variant: string): Promise<readonly CapacityChange[]> {
  const pages = paginateDescribeScalingActivities(
    { client: applicationAutoScaling() },
    { ...instances, ResourceId: resourceIdOf(endpoint, variant) },
  );
  const changes: CapacityChange[] = [];
  for await (const { ScalingActivities = [] } of pages)
    for (const activity of ScalingActivities) changes.push(...changeOf(activity));
  return changes;
}

function changeOf(activity: ScalingActivity): readonly CapacityChange[] {
  const { StatusCode: status, StartTime: from, EndTime: until, Description: description = "" } = activity;
  if (from === undefined || (status !== "Successful" && status !== "InProgress" && status !== "Pending"))
    return [];
  // "Setting desired instance count to 3."
  const [, count] = /\b(\d+)\.?$/.exec(description) ?? [];
  if (count === undefined)
    throw new BadInput(`scaling activity ${activity.ActivityId ?? ""} says "${description}", and no number`);
  return [{ from: from.toISOString(), until: until?.toISOString() ?? null, count: Number(count) }];
}
