import type { MetricRecorder } from "../cloudwatch/metric-recorder.ts";
import type { Capacity } from "./capacity.ts";
import { judge, type Wish } from "./policies/target-tracking.ts";
import type { TrackingAlarms } from "./policies/tracking-alarms.ts";
import type { ScalableTarget, ScalingPolicy, ScheduledAction } from "./scalable-target.ts";
import type { ScalableTargets } from "./scalable-targets.ts";
import type { ScalingActivities } from "./scaling-activities.ts";
import { nextRun } from "./schedule.ts";

/** Seconds that a policy waits after it has scaled a variant, unless it says otherwise. */
const defaultCooldown = 300;

interface Parts {
  readonly targets: ScalableTargets;
  readonly capacity: Capacity;
  readonly activities: ScalingActivities;
  readonly measures: Pick<MetricRecorder, "samples">;
  readonly alarms: TrackingAlarms;
}

interface Voiced extends Wish {
  readonly policy: ScalingPolicy;
}

/** Scales the targets by their scheduled actions and by what was measured. */
export class Scaler {
  private readonly targets: ScalableTargets;
  private readonly capacity: Capacity;
  private readonly activities: ScalingActivities;
  private readonly measures: Pick<MetricRecorder, "samples">;
  private readonly alarms: TrackingAlarms;
  private readonly second: number;

  constructor(
    { targets, capacity, activities, measures, alarms }: Parts,
    /** Milliseconds that a second of the policies lasts. */
    second: number,
  ) {
    this.targets = targets;
    this.capacity = capacity;
    this.activities = activities;
    this.measures = measures;
    this.alarms = alarms;
    this.second = second;
  }

  /** Does what is due at this moment. */
  look(now: Date): void {
    for (const target of this.targets.all()) {
      for (const action of target.scheduledActions.values()) this.runScheduled(target, action, now);
      this.followMetrics(target, now);
    }
  }

  private runScheduled(target: ScalableTarget, action: ScheduledAction, now: Date): void {
    if (action.next === null || action.next > now) return;
    action.next = nextRun(action.schedule, action.creationTime, now);
    if (target.suspended.ScheduledScalingSuspended) return;
    // An action that names one end only moves the other if it must.
    const maxCapacity = action.maxCapacity ?? Math.max(target.maxCapacity, action.minCapacity ?? 0);
    target.minCapacity = action.minCapacity ?? Math.min(target.minCapacity, maxCapacity);
    target.maxCapacity = maxCapacity;
    const set = `min capacity to ${target.minCapacity} and max capacity to ${target.maxCapacity}`;
    const cause = `scheduled action name ${action.name} was triggered`;
    const activity = this.activities.begin(target, `Setting ${set}`, cause);
    this.activities.end(activity, "Successful", `Successfully set ${set}`);
    this.capacity.bringIntoRange(target);
  }

  private followMetrics(target: ScalableTarget, now: Date): void {
    const instances = this.capacity.now(target);
    if (instances === null) return;
    const wish = this.chosen(target, instances, now);
    if (!wish || this.isCooling(target, wish, now)) return;
    const wanted = Math.min(Math.max(wish.instances, target.minCapacity), target.maxCapacity);
    if (wish.direction === "out" ? wanted <= instances : wanted >= instances) return;
    target.lastScaled = { direction: wish.direction, time: now };
    const [high, low] = wish.policy.alarms;
    const alarm = wish.direction === "out" ? high : low;
    const cause = `monitor alarm ${alarm?.AlarmName} in state ALARM triggered policy ${wish.policy.name}`;
    this.capacity.change(target, wanted, cause);
  }

  /**
   * The largest of the wishes to scale out; to scale in, every policy that may must want it.
   * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
   */
  private chosen(target: ScalableTarget, instances: number, now: Date): Voiced | null {
    const tracking = [...target.policies.values()].flatMap((policy) =>
      policy.targetTracking ? [{ policy, tracking: policy.targetTracking }] : [],
    );
    const clock = { now, period: 60 * this.second };
    const wishes = tracking.flatMap(({ policy, tracking: asked }) => {
      const judgement = judge(target, asked, instances, this.measures, clock);
      this.alarms.show(policy, judgement);
      return judgement.wish ? [{ ...judgement.wish, policy }] : [];
    });
    const out = largestOf(wishes.filter(({ direction }) => direction === "out"));
    if (out) return target.suspended.DynamicScalingOutSuspended ? null : out;
    if (target.suspended.DynamicScalingInSuspended) return null;
    const mayScaleIn = tracking.filter(({ tracking: asked }) => !asked.DisableScaleIn);
    const agreed = wishes.filter(({ policy }) => !policy.targetTracking?.DisableScaleIn);
    return agreed.length === mayScaleIn.length ? (largestOf(agreed) ?? null) : null;
  }

  /** Scaling out ends the wait after scaling in; everything else waits for the cooldown of its direction. */
  private isCooling({ lastScaled }: ScalableTarget, { direction, policy }: Voiced, now: Date): boolean {
    if (!lastScaled || (lastScaled.direction === "in" && direction === "out")) return false;
    const { ScaleOutCooldown, ScaleInCooldown } = policy.targetTracking ?? {};
    const own = lastScaled.direction === "out" ? ScaleOutCooldown : ScaleInCooldown;
    return now.getTime() - lastScaled.time.getTime() < (own ?? defaultCooldown) * this.second;
  }
}

function largestOf(wishes: readonly Voiced[]): Voiced | undefined {
  return wishes.toSorted((left, right) => right.instances - left.instances)[0];
}
