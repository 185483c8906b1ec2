import { beforeEach, describe, expect, it } from "vitest";
import { Alarms } from "../cloudwatch/alarms/alarms.ts";
import { MetricRecorder } from "../cloudwatch/metric-recorder.ts";
import { Capacity } from "./capacity.ts";
import { putPolicy } from "./policies/scaling-policies.ts";
import { TrackingAlarms } from "./policies/tracking-alarms.ts";
import type { TargetTracking } from "./requests.ts";
import { namespace } from "./scalable-target.ts";
import { ScalableTargets } from "./scalable-targets.ts";
import { Scaler } from "./scaler.ts";
import { ScalingActivities } from "./scaling-activities.ts";
import { putAction } from "./scheduled-actions.ts";

const world = { region: "eu-west-1", account: "111122223333" };
const start = Date.parse("2026-11-02T10:00:00Z");
const minute = 60_000;
const address = {
  ServiceNamespace: namespace,
  ResourceId: "endpoint/tides/variant/champion",
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
} as const;

/** An endpoint's variant, as far as the scaling sees it. */
let variant: { instances: number; active: boolean };
let metrics: MetricRecorder;
let targets: ScalableTargets;
let activities: ScalingActivities;
let alarms: Alarms;
let trackingAlarms: TrackingAlarms;
let scaler: Scaler;

beforeEach(() => {
  variant = { instances: 2, active: true };
  metrics = new MetricRecorder();
  activities = new ScalingActivities();
  alarms = new Alarms({ ...world, emit: () => {} });
  trackingAlarms = new TrackingAlarms(alarms);
  const found = () => ({ count: variant.instances, active: variant.active, instanceType: "ml.m5.large" });
  const capacity = new Capacity(
    {
      capacityOf: found,
      scale: (_, count) => {
        variant.instances = count;
        return Promise.resolve();
      },
    },
    activities,
  );
  targets = new ScalableTargets(
    world,
    { capacityOf: found, scale: () => Promise.resolve() },
    capacity,
    trackingAlarms,
  );
  scaler = new Scaler({ targets, capacity, activities, measures: metrics, alarms: trackingAlarms }, 1_000);
  targets.register({ ...address, MinCapacity: 1, MaxCapacity: 8 });
});

function track(PolicyName: string, more: Partial<TargetTracking> = {}): void {
  putPolicy(
    targets.find(address),
    {
      ...address,
      PolicyName,
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 100,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
        ...more,
      },
    },
    world,
    trackingAlarms,
  );
}

/** So many invocations for each instance in each of these minutes. */
function measured(perMinute: readonly number[], from = start): void {
  metrics.put(
    perMinute.flatMap((value, index) =>
      value === 0
        ? []
        : [
            {
              namespace: "AWS/SageMaker",
              name: "InvocationsPerInstance",
              dimensions: { EndpointName: "tides", VariantName: "champion" },
              timestamp: new Date(from + index * minute + 1),
              value: 1,
              count: value,
            },
          ],
    ),
  );
}

const look = (minutes: number) => {
  scaler.look(new Date(start + minutes * minute));
  return variant.instances;
};

describe("a policy that tracks a target", () => {
  it("scales out as far as keeps the metric at its target, when three minutes in a row were above it", () => {
    track("busy");
    measured([101, 150, 199]);

    expect(look(2.9)).toBe(2);
    expect(look(3)).toBe(3);
    expect(activities.all()[0]?.cause).toMatch(
      /^monitor alarm TargetTracking-endpoint\/tides\/variant\/champion-AlarmHigh-[0-9a-f-]+ in state ALARM triggered policy busy$/,
    );
  });

  it("does not scale for two minutes above it, nor for what is exactly at it", () => {
    track("busy");
    measured([100, 150, 199]);

    expect(look(3)).toBe(2);
  });

  it("scales to no more than the target's maximum", () => {
    track("busy");
    measured([900, 900, 900]);

    expect(look(3)).toBe(8);
  });

  it("scales in after fifteen minutes well below it, and not after fourteen", () => {
    variant.instances = 6;
    track("busy");
    measured(Array(15).fill(45));

    expect(look(14)).toBe(6);
    expect(look(15)).toBe(3);
  });

  it("leaves everything as it is when nothing was measured, for SageMaker emits no zeros", () => {
    track("busy");
    measured([...Array(10).fill(20), 0, ...Array(4).fill(20)]);

    expect(look(15)).toBe(2);
    expect(look(60)).toBe(2);
  });

  it("waits for its cooldown before it scales out again", () => {
    track("busy", { ScaleOutCooldown: 120 });
    measured([200, 200, 200, 200, 200]);

    expect(look(3)).toBe(4);
    expect(look(4)).toBe(4);
    expect(look(5)).toBe(8);
  });

  it("scales out at once although it has just scaled in", () => {
    variant.instances = 6;
    track("busy");
    measured([...Array(15).fill(45), 300, 300, 300]);

    expect(look(15)).toBe(3);
    expect(look(18)).toBe(8);
  });

  it("never scales in when that is disabled or suspended", () => {
    measured(Array(15).fill(20));
    track("busy", { DisableScaleIn: true });
    expect(look(15)).toBe(2);
    track("busy", { DisableScaleIn: false });
    targets.register({ ...address, SuspendedState: { DynamicScalingInSuspended: true } });

    expect(look(15)).toBe(2);
  });

  it("scales in only when every other policy agrees", () => {
    measured(Array(15).fill(20));
    track("busy");
    track("queue", {
      PredefinedMetricSpecification: undefined,
      CustomizedMetricSpecification: { Namespace: "Tides", MetricName: "Queue", Statistic: "Average" },
    });

    expect(look(15)).toBe(2);
  });

  it("follows a metric of its own", () => {
    track("queue", {
      PredefinedMetricSpecification: undefined,
      CustomizedMetricSpecification: { Namespace: "Tides", MetricName: "Queue", Statistic: "Average" },
    });
    const times = [0, 1, 2].map((at) => new Date(start + at * minute));
    metrics.put(
      times.map((timestamp) => ({
        namespace: "Tides",
        name: "Queue",
        dimensions: {},
        timestamp,
        value: 200,
      })),
    );

    expect(look(3)).toBe(4);
  });

  it("shows by its alarms what it has found", () => {
    const states = () => alarms.all().map(({ state }) => state.value);
    track("busy");
    look(0);
    expect(states()).toEqual(["INSUFFICIENT_DATA", "INSUFFICIENT_DATA"]);
    measured([50, 200, 200, 200]);
    look(1);
    expect(states()).toEqual(["OK", "OK"]);
    look(4);

    expect(states()).toEqual(["ALARM", "OK"]);
  });

  it("waits while the endpoint is changed", () => {
    track("busy");
    measured([200, 200, 200]);
    variant.active = false;
    expect(look(3)).toBe(2);
    variant.active = true;

    expect(look(3)).toBe(4);
  });
});

describe("a scheduled action", () => {
  const inFuture = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString().slice(0, 19);
  const schedule = (Schedule: string, ScalableTargetAction: { MinCapacity?: number; MaxCapacity?: number }) =>
    putAction(
      targets.find(address),
      { ...address, ScheduledActionName: "mornings", Schedule, ScalableTargetAction },
      world,
    );

  it("sets the target's range at its time, once, and brings the variant into it", () => {
    schedule(`at(${inFuture(minute)})`, { MinCapacity: 4, MaxCapacity: 6 });
    scaler.look(new Date(Date.now() + minute / 2));
    expect(variant.instances).toBe(2);
    scaler.look(new Date(Date.now() + minute + 1));
    expect(variant.instances).toBe(4);
    expect(targets.find(address)).toMatchObject({ minCapacity: 4, maxCapacity: 6 });
    expect(activities.all().map(({ description, cause }) => [description, cause])).toEqual([
      ["Setting desired instance count to 4.", "minimum capacity was set to 4"],
      ["Setting min capacity to 4 and max capacity to 6", "scheduled action name mornings was triggered"],
    ]);
    targets.register({ ...address, MinCapacity: 1 });
    scaler.look(new Date(Date.now() + 10 * minute));

    expect(targets.find(address).minCapacity).toBe(1);
  });

  it("runs again and again at its rate", () => {
    schedule("rate(5 minutes)", { MinCapacity: 3 });
    scaler.look(new Date(Date.now() + 5.1 * minute));
    targets.register({ ...address, MinCapacity: 1 });
    scaler.look(new Date(Date.now() + 9 * minute));
    expect(targets.find(address).minCapacity).toBe(1);
    scaler.look(new Date(Date.now() + 10.1 * minute));

    expect(targets.find(address).minCapacity).toBe(3);
  });

  it("does nothing while schedules are suspended", () => {
    schedule("rate(5 minutes)", { MinCapacity: 3 });
    targets.register({ ...address, SuspendedState: { ScheduledScalingSuspended: true } });
    scaler.look(new Date(Date.now() + 6 * minute));

    expect(variant.instances).toBe(2);
  });
});
