import type { ScalableTarget, Scaled } from "./scalable-target.ts";
import type { ScalingActivities } from "./scaling-activities.ts";

/** How many there are of what is scaled. */
export interface FoundCapacity {
  /** As many as are wanted: instances of a variant, copies of a component. */
  readonly count: number;
  /** Null when it has no instances of its own, as a serverless variant. */
  readonly instanceType: string | null;
  /** Whether it can be scaled now: it is in service and nothing else changes it. */
  readonly active: boolean;
}

/** What can be scaled in the account, as far as the scaling needs it. */
export interface Scalables {
  /** Null when there is no such thing. */
  capacityOf(scaled: Scaled): FoundCapacity | null;
  /** Resolves when there are as many; rejects with ServiceError. */
  scale(scaled: Scaled, count: number): Promise<void>;
}

/** Changes how many instances or copies there are, and keeps the record of it. */
export class Capacity {
  private readonly scalables: Scalables;
  private readonly activities: ScalingActivities;
  private readonly underWay = new Set<Promise<void>>();

  constructor(scalables: Scalables, activities: ScalingActivities) {
    this.scalables = scalables;
    this.activities = activities;
  }

  /** How many are wanted now, or null while it cannot be scaled. */
  now(target: ScalableTarget): number | null {
    const found = this.scalables.capacityOf(target.scaled);
    return found?.active ? found.count : null;
  }

  /** Begins the change; how it ends is in the activities. */
  change(target: ScalableTarget, count: number, cause: string): void {
    // Of variants these are AWS's words.
    const of = target.scaled.dimension === "sagemaker:variant:DesiredInstanceCount" ? "instance" : "copy";
    const activity = this.activities.begin(target, `Setting desired ${of} count to ${count}.`, cause);
    const work = this.scalables.scale(target.scaled, count).then(
      () => {
        const done = `Successfully set desired ${of} count to ${count}.`;
        this.activities.end(activity, "Successful", `${done} Change successfully fulfilled by sagemaker.`);
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        const failed = `Failed to set desired ${of} count to ${count}.`;
        this.activities.end(activity, "Failed", `${failed} Reason: ${reason}`);
      },
    );
    const followed = work.finally(() => this.underWay.delete(followed));
    this.underWay.add(followed);
  }

  /**
   * Brings what is scaled into the target's range, as registering and scheduled actions do; leaves one that cannot be
   * scaled as it is.
   * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
   */
  bringIntoRange(target: ScalableTarget): void {
    const instances = this.now(target);
    if (instances === null) return;
    if (instances < target.minCapacity) {
      this.change(target, target.minCapacity, `minimum capacity was set to ${target.minCapacity}`);
    } else if (instances > target.maxCapacity) {
      this.change(target, target.maxCapacity, `maximum capacity was set to ${target.maxCapacity}`);
    }
  }

  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }
}
