import type { Alarms } from "../cloudwatch/alarms/alarms.ts";
import type { MetricRecorder } from "../cloudwatch/metric-recorder.ts";
import type { RpcService } from "../protocols/run-operation.ts";
import { parse } from "../sagemaker/registry/parse-request.ts";
import type { Operation, World } from "../world.ts";
import { Capacity, type Scalables } from "./capacity.ts";
import { invalid, notScaledHere, policyNotFound, scheduledActionNotFound } from "./errors.ts";
import { page } from "./paging.ts";
import { putPolicy } from "./policies/scaling-policies.ts";
import { TrackingAlarms } from "./policies/tracking-alarms.ts";
import * as requests from "./requests.ts";
import { namespace, type ScalableTarget, type Scaled, scaledIn } from "./scalable-target.ts";
import { ScalableTargets } from "./scalable-targets.ts";
import { Scaler } from "./scaler.ts";
import { ScalingActivities } from "./scaling-activities.ts";
import { putAction } from "./scheduled-actions.ts";
import { tagOperations } from "./tag-operations.ts";
import { describeAction, describeActivity, describePolicy, describeTarget } from "./views.ts";

export interface ScalingSettings {
  /** Milliseconds that a second of metrics and cooldowns lasts; 1,000 unless given. Schedules keep the clock's time. */
  readonly second: number;
}

export interface ApplicationAutoScaling {
  readonly service: RpcService;
  /** For SageMaker, which asks whether a variant is scaled. */
  readonly targets: ScalableTargets;
  /** Ends the timer, and waits for what is being scaled. */
  close(): Promise<void>;
}

/** What the scaling needs of the services beside it. */
interface Surroundings {
  readonly world: Pick<World, "region" | "account">;
  readonly scalables: Scalables;
  readonly measures: Pick<MetricRecorder, "samples">;
  readonly alarms: Alarms;
}

/** Looks at metrics and schedules this often, in seconds. */
const lookEvery = 5;

/** Application Auto Scaling for the variants of SageMaker's endpoints, and for inference components. */
export function applicationAutoScaling(
  { world, scalables, measures, alarms: cloudwatch }: Surroundings,
  { second = 1_000 }: Partial<ScalingSettings> = {},
): ApplicationAutoScaling {
  const activities = new ScalingActivities();
  const capacity = new Capacity(scalables, activities);
  const alarms = new TrackingAlarms(cloudwatch);
  const targets = new ScalableTargets(world, scalables, capacity, alarms);
  const scaler = new Scaler({ targets, capacity, activities, measures, alarms }, second);
  const timer = setInterval(() => scaler.look(new Date()), lookEvery * second);
  timer.unref();
  const operations: Record<string, Operation> = {
    RegisterScalableTarget: async (input) => ({
      ScalableTargetARN: targets.register(parse(requests.registerScalableTarget, input)).arn,
    }),

    DescribeScalableTargets: async (input) => {
      const request = parse(requests.describeScalableTargets, input);
      onlySageMaker(request.ServiceNamespace);
      const { ResourceIds } = request;
      if (request.ScalableDimension !== undefined && !ResourceIds) throw needsResource();
      const wanted = targets
        .all()
        .filter(({ resourceId }) => ResourceIds?.includes(resourceId) ?? true)
        .filter(({ scaled }) => isOf(scaled, request));
      const { items, ...rest } = page(wanted, request);
      return { ScalableTargets: items.map(describeTarget), ...rest };
    },

    DeregisterScalableTarget: async (input) => {
      targets.deregister(parse(requests.addressedTarget, input));
      return {};
    },

    PutScalingPolicy: async (input) => {
      const request = parse(requests.putScalingPolicy, input);
      const policy = putPolicy(targets.find(request), request, world, alarms);
      return { PolicyARN: policy.arn, Alarms: policy.alarms };
    },

    DescribeScalingPolicies: async (input) => {
      const request = parse(requests.describeScalingPolicies, input);
      const wanted = about(targets, request).flatMap((target) =>
        [...target.policies.values()]
          .filter(({ name }) => request.PolicyNames?.includes(name) ?? true)
          .map((policy) => describePolicy(target, policy)),
      );
      const { items, ...rest } = page(wanted, request);
      return { ScalingPolicies: items, ...rest };
    },

    DeleteScalingPolicy: async (input) => {
      const request = parse(requests.deleteScalingPolicy, input);
      scaledIn(request);
      const policies = targets.get(request.ResourceId)?.policies;
      const policy = policies?.get(request.PolicyName);
      if (!policy) throw policyNotFound(request, request.PolicyName);
      policies?.delete(policy.name);
      alarms.forget([policy]);
      return {};
    },

    PutScheduledAction: async (input) => {
      const request = parse(requests.putScheduledAction, input);
      putAction(targets.find(request), request, world);
      return {};
    },

    DescribeScheduledActions: async (input) => {
      const request = parse(requests.describeScheduledActions, input);
      const wanted = about(targets, request).flatMap((target) =>
        [...target.scheduledActions.values()]
          .filter(({ name }) => request.ScheduledActionNames?.includes(name) ?? true)
          .map((action) => describeAction(target, action)),
      );
      const { items, ...rest } = page(wanted, request);
      return { ScheduledActions: items, ...rest };
    },

    DeleteScheduledAction: async (input) => {
      const request = parse(requests.deleteScheduledAction, input);
      scaledIn(request);
      const target = targets.get(request.ResourceId);
      const known = target?.scheduledActions.delete(request.ScheduledActionName) ?? false;
      if (!known) throw scheduledActionNotFound(request, request.ScheduledActionName);
      return {};
    },

    DescribeScalingActivities: async (input) => {
      const request = parse(requests.describeScalingActivities, input);
      onlySageMaker(request.ServiceNamespace);
      if (request.ScalableDimension !== undefined && !request.ResourceId) throw needsResource();
      // What was scaled outlives its target.
      const { ResourceId } = request;
      const wanted = activities
        .all()
        .filter(({ resourceId }) => ResourceId === undefined || resourceId === ResourceId);
      const { items, ...rest } = page(wanted, request);
      return { ScalingActivities: items.map(describeActivity), ...rest };
    },

    ...tagOperations(targets),
  };
  return {
    service: {
      name: "application-autoscaling",
      model: "application-autoscaling",
      target: "AnyScaleFrontendService",
      operations: new Map(Object.entries(operations)),
    },
    targets,
    async close() {
      clearInterval(timer);
      await capacity.settled();
    },
  };
}

interface AboutResource {
  readonly ServiceNamespace: string;
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
}

function about(targets: ScalableTargets, request: AboutResource): readonly ScalableTarget[] {
  onlySageMaker(request.ServiceNamespace);
  const { ResourceId } = request;
  if (request.ScalableDimension !== undefined && ResourceId === undefined) throw needsResource();
  return targets
    .all()
    .filter(({ resourceId }) => ResourceId === undefined || resourceId === ResourceId)
    .filter(({ scaled }) => isOf(scaled, request));
}

function isOf(
  { dimension }: Scaled,
  { ScalableDimension }: Pick<AboutResource, "ScalableDimension">,
): boolean {
  return ScalableDimension === undefined || ScalableDimension === dimension;
}

function onlySageMaker(asked: string): void {
  if (asked !== namespace) throw notScaledHere(`the namespace ${asked}`);
}

function needsResource() {
  return invalid("A resource ID must be specified together with a scalable dimension.");
}
