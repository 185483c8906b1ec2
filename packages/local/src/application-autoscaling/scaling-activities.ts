import { randomUUID } from "node:crypto";
import type { ScalableTarget } from "./scalable-target.ts";

export interface ScalingActivity {
  readonly id: string;
  readonly resourceId: string;
  readonly description: string;
  readonly cause: string;
  readonly startTime: Date;
  endTime: Date | null;
  status: "InProgress" | "Successful" | "Failed";
  message: string;
}

/** The service forgets them after six weeks; a laptop's session is shorter, but a timer may be fast. */
const mostActivities = 1_000;

/**
 * What was scaled, and why, newest first.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scaling-activities.html
 */
export class ScalingActivities {
  private activities: readonly ScalingActivity[] = [];

  begin(target: ScalableTarget, description: string, cause: string): ScalingActivity {
    const activity: ScalingActivity = {
      id: randomUUID(),
      resourceId: target.resourceId,
      description,
      cause,
      startTime: new Date(),
      endTime: null,
      status: "InProgress",
      message: "Successfully started",
    };
    this.activities = [activity, ...this.activities].slice(0, mostActivities);
    return activity;
  }

  end(activity: ScalingActivity, status: "Successful" | "Failed", message: string): void {
    activity.status = status;
    activity.message = message;
    activity.endTime = new Date();
  }

  all(): readonly ScalingActivity[] {
    return this.activities;
  }
}
