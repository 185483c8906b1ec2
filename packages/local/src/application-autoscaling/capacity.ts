import type { ScalableTarget } from "./scalable-target.ts";
import type { ScalingActivities } from "./scaling-activities.ts";

/** What a variant of an endpoint runs on. */
export interface VariantCapacity {
  /** As many as are wanted. */
  readonly instances: number;
  /** Null when the variant has no instances of its own, as a serverless one. */
  readonly instanceType: string | null;
  /** Whether it can be scaled now: the endpoint is in service and nothing else changes it. */
  readonly active: boolean;
}

/** The variants of the account's endpoints, as far as the scaling needs them. */
export interface Variants {
  /** Null when there is no such endpoint or variant. */
  capacityOf(endpoint: string, variant: string): VariantCapacity | null;
  /** Resolves when the variant has as many instances; rejects with ServiceError. */
  scale(endpoint: string, variant: string, instances: number): Promise<void>;
}

/** Changes how many instances variants have, and keeps the record of it. */
export class Capacity {
  private readonly variants: Variants;
  private readonly activities: ScalingActivities;
  private readonly underWay = new Set<Promise<void>>();

  constructor(variants: Variants, activities: ScalingActivities) {
    this.variants = variants;
    this.activities = activities;
  }

  /** How many instances are wanted now, or null while the variant cannot be scaled. */
  now(target: ScalableTarget): number | null {
    const found = this.variants.capacityOf(target.endpoint, target.variant);
    return found?.active ? found.instances : null;
  }

  /** Begins the change; how it ends is in the activities. */
  change(target: ScalableTarget, instances: number, cause: string): void {
    const activity = this.activities.begin(target, `Setting desired instance count to ${instances}.`, cause);
    const work = this.variants.scale(target.endpoint, target.variant, instances).then(
      () => {
        const done = `Successfully set desired instance count to ${instances}.`;
        this.activities.end(activity, "Successful", `${done} Change successfully fulfilled by sagemaker.`);
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        const failed = `Failed to set desired instance count to ${instances}.`;
        this.activities.end(activity, "Failed", `${failed} Reason: ${reason}`);
      },
    );
    const followed = work.finally(() => this.underWay.delete(followed));
    this.underWay.add(followed);
  }

  /**
   * Brings the variant into the target's range, as registering and scheduled actions do; leaves one that cannot be
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
