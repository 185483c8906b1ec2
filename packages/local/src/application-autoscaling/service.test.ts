import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled } from "../sagemaker/testing/local-sagemaker.ts";
import { createConfig } from "../sagemaker/testing/tiny-endpoint.ts";

let local: LocalSageMaker;
let scaling: ApplicationAutoScaling;

beforeAll(async () => {
  local = await localSageMaker();
  scaling = new ApplicationAutoScaling({
    endpoint: local.server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  await local.createModel(1);
  await createConfig(local, "tides-1", { champion: ["model-1", 1], other: ["model-1", 1] });
  await local.sagemaker.createEndpoint({ EndpointName: "tides", EndpointConfigName: "tides-1" });
  await settled(local, "tides");
});
afterAll(async () => {
  scaling.destroy();
  await local.close();
});

const target = (variant = "champion") => ({
  ServiceNamespace: "sagemaker" as const,
  ResourceId: `endpoint/tides/variant/${variant}`,
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount" as const,
});
const told =
  "service namespace: sagemaker, resource ID: endpoint/tides/variant/champion, scalable dimension: sagemaker:variant:DesiredInstanceCount";
const register = (variant?: string, more: object = { MinCapacity: 1, MaxCapacity: 4 }) =>
  scaling.registerScalableTarget({ ...target(variant), ...more });
const invocations = {
  TargetValue: 70,
  PredefinedMetricSpecification: {
    PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" as const,
  },
};
const track = (PolicyName: string, more: object = {}) =>
  scaling.putScalingPolicy({
    ...target(),
    PolicyName,
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: invocations,
    ...more,
  });

it("registers a variant, and changes only what is named of one that is registered", async () => {
  const { ScalableTargetARN } = await register();
  await register("champion", {
    MaxCapacity: 6,
    SuspendedState: { DynamicScalingInSuspended: true },
  });

  const { ScalableTargets } = await scaling.describeScalableTargets({ ServiceNamespace: "sagemaker" });
  expect(ScalableTargets).toEqual([
    {
      ...target(),
      MinCapacity: 1,
      MaxCapacity: 6,
      RoleARN:
        "arn:aws:iam::111122223333:role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint",
      CreationTime: expect.any(Date),
      SuspendedState: {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
      ScalableTargetARN,
    },
  ]);
  expect(ScalableTargetARN).toMatch(
    /^arn:aws:application-autoscaling:eu-west-1:111122223333:scalable-target\/[a-z0-9]+$/,
  );
});

it("brings a variant into the range that it is registered with, as a change of the endpoint", async () => {
  await register("other", { MinCapacity: 2, MaxCapacity: 3 });
  expect((await local.sagemaker.describeEndpoint({ EndpointName: "tides" })).EndpointStatus).toBe("Updating");
  const { ProductionVariants } = await settled(local, "tides");

  expect(
    ProductionVariants?.map(({ VariantName, CurrentInstanceCount }) => [VariantName, CurrentInstanceCount]),
  ).toEqual([
    ["champion", 1],
    ["other", 2],
  ]);
  const { ScalingActivities } = await scaling.describeScalingActivities({
    ServiceNamespace: "sagemaker",
    ResourceId: "endpoint/tides/variant/other",
  });
  expect(ScalingActivities).toMatchObject([
    {
      Description: "Setting desired instance count to 2.",
      Cause: "minimum capacity was set to 2",
      StatusCode: "Successful",
      StatusMessage:
        "Successfully set desired instance count to 2. Change successfully fulfilled by sagemaker.",
    },
  ]);
});

it("keeps policies, with the alarms of those that track a target", async () => {
  await register();
  const made = await track("busy");
  const again = await track("busy", {
    TargetTrackingScalingPolicyConfiguration: { ...invocations, ScaleInCooldown: 600 },
  });
  const { ScalingPolicies } = await scaling.describeScalingPolicies(target());

  expect(again).toMatchObject({ PolicyARN: made.PolicyARN, Alarms: made.Alarms });
  expect(made.PolicyARN).toMatch(
    /^arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:[0-9a-f-]{36}:resource\/sagemaker\/endpoint\/tides\/variant\/champion:policyName\/busy$/,
  );
  expect(made.Alarms?.map(({ AlarmName }) => AlarmName?.replace(/[0-9a-f-]{36}$/, ""))).toEqual([
    "TargetTracking-endpoint/tides/variant/champion-AlarmHigh-",
    "TargetTracking-endpoint/tides/variant/champion-AlarmLow-",
  ]);
  expect(ScalingPolicies).toEqual([
    {
      ...target(),
      PolicyARN: made.PolicyARN,
      PolicyName: "busy",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: { ...invocations, ScaleInCooldown: 600 },
      Alarms: made.Alarms,
      CreationTime: expect.any(Date),
    },
  ]);
  await scaling.deleteScalingPolicy({ ...target(), PolicyName: "busy" });
  await expect(scaling.deleteScalingPolicy({ ...target(), PolicyName: "busy" })).rejects.toMatchObject({
    name: "ObjectNotFoundException",
    message: `No scaling policy found for ${told}, policy name: busy`,
  });
});

it("keeps scheduled actions", async () => {
  await register();
  const StartTime = new Date("2099-01-01T00:00:00Z");
  await scaling.putScheduledAction({
    ...target(),
    ScheduledActionName: "mornings",
    Schedule: "cron(0 8 ? * MON-FRI *)",
    Timezone: "Europe/Berlin",
    StartTime,
    ScalableTargetAction: { MinCapacity: 2 },
  });
  const { ScheduledActions } = await scaling.describeScheduledActions({
    ServiceNamespace: "sagemaker",
    ScheduledActionNames: ["mornings"],
  });

  expect(ScheduledActions).toEqual([
    {
      ...target(),
      ScheduledActionName: "mornings",
      ScheduledActionARN: expect.stringMatching(
        /:scheduledAction:[0-9a-f-]{36}:resource\/sagemaker\/endpoint\/tides\/variant\/champion:scheduledActionName\/mornings$/,
      ),
      Schedule: "cron(0 8 ? * MON-FRI *)",
      Timezone: "Europe/Berlin",
      StartTime,
      ScalableTargetAction: { MinCapacity: 2 },
      CreationTime: expect.any(Date),
    },
  ]);
  await scaling.deleteScheduledAction({ ...target(), ScheduledActionName: "mornings" });
  await expect(
    scaling.deleteScheduledAction({ ...target(), ScheduledActionName: "mornings" }),
  ).rejects.toMatchObject({ name: "ObjectNotFoundException" });
});

it("deregisters a target with its policies and scheduled actions", async () => {
  await register();
  await track("going");
  await scaling.deregisterScalableTarget(target());
  await register();

  expect((await scaling.describeScalingPolicies(target())).ScalingPolicies).toEqual([]);
  await scaling.deregisterScalableTarget(target());
  await expect(scaling.deregisterScalableTarget(target())).rejects.toMatchObject({
    name: "ObjectNotFoundException",
    message: `No scalable target found for ${told}`,
    $metadata: { httpStatusCode: 400 },
  });
  await expect(track("late")).rejects.toMatchObject({
    name: "ObjectNotFoundException",
    message: `No scalable target registered for ${told}`,
  });
});

it("keeps the tags of a target", async () => {
  const { ScalableTargetARN: ResourceARN = "" } = await register("champion", {
    MinCapacity: 1,
    MaxCapacity: 2,
    Tags: { owner: "tides", old: "yes" },
  });
  await scaling.tagResource({ ResourceARN, Tags: { owner: "moon" } });
  await scaling.untagResource({ ResourceARN, TagKeys: ["old"] });

  expect((await scaling.listTagsForResource({ ResourceARN })).Tags).toEqual({ owner: "moon" });
  await expect(scaling.listTagsForResource({ ResourceARN: `${ResourceARN}0` })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  await scaling.deregisterScalableTarget(target());
});

it("shows targets page by page, and refuses a token that it has not given", async () => {
  await register();
  const first = await scaling.describeScalableTargets({ ServiceNamespace: "sagemaker", MaxResults: 1 });
  const { NextToken } = first;
  const second = await scaling.describeScalableTargets({ ServiceNamespace: "sagemaker", NextToken });

  const shown = [...(first.ScalableTargets ?? []), ...(second.ScalableTargets ?? [])];
  expect(shown.map(({ ResourceId }) => ResourceId).toSorted()).toEqual([
    "endpoint/tides/variant/champion",
    "endpoint/tides/variant/other",
  ]);
  await expect(
    scaling.describeScalableTargets({ ServiceNamespace: "sagemaker", NextToken: "?" }),
  ).rejects.toMatchObject({ name: "InvalidNextTokenException" });
});

it.each([
  ["a variant that does not exist", { ResourceId: "endpoint/tides/variant/none" }, "doesn't exist"],
  ["an endpoint that does not exist", { ResourceId: "endpoint/none/variant/champion" }, "doesn't exist"],
  ["another form of resource", { ResourceId: "variant/champion" }, "Unsupported service namespace"],
  ["another service's dimension", { ScalableDimension: "ecs:service:DesiredCount" }, "Unsupported service"],
  ["a range upside down", { MinCapacity: 5, MaxCapacity: 4 }, "Maximum capacity cannot be less"],
  ["no range", { MinCapacity: undefined }, "MinCapacity and MaxCapacity are needed"],
  ["a negative range", { MinCapacity: -1 }, "Member must have value greater than or equal to 0"],
  [
    "a service that it does not scale",
    { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" },
    "Driftwheel's local AWS scales the instances of SageMaker's variants and the copies of its inference components only",
  ],
  ["no service at all", { ServiceNamespace: "sage" }, "Member must satisfy enum value set"],
])("refuses to register %s", async (_, change, message) => {
  await scaling.deregisterScalableTarget(target()).catch(() => {});
  const input = { ...target(), MinCapacity: 1, MaxCapacity: 2, ...change };
  // Wrong inputs are what this is about; the client's types allow only right ones.
  await expect(register(undefined, input as object)).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(message),
  });
});

const tracking = (configuration: object) => ({ TargetTrackingScalingPolicyConfiguration: configuration });

it.each([
  ["no metric", tracking({ TargetValue: 1 }), "either a PredefinedMetricSpecification or"],
  ["no configuration", tracking(undefined as never), "needs a TargetTrackingScalingPolicyConfiguration"],
  [
    "a metric without a name",
    tracking({ TargetValue: 1, CustomizedMetricSpecification: { Namespace: "Tides" } }),
    "needs a MetricName, a Namespace and a Statistic",
  ],
  ["a target of zero", tracking({ ...invocations, TargetValue: 0 }), "must be greater than 0"],
  [
    "another service's metric",
    tracking({
      TargetValue: 1,
      PredefinedMetricSpecification: { PredefinedMetricType: "RDSReaderAverageCPUUtilization" },
    }),
    "cannot scale sagemaker:variant:DesiredInstanceCount",
  ],
  ["the metric of another policy", {}, "Only one TargetTrackingScaling policy for a given metric"],
  ["steps, but none", { PolicyType: "StepScaling" }, "needs a StepScalingPolicyConfiguration"],
  ["forecasts", { PolicyType: "PredictiveScaling" }, "does not implement predictive scaling"],
])("refuses a policy with %s", async (_, change, message) => {
  await register();
  await track("first");
  await expect(track("second", change)).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(message),
  });
});

it.each([
  ["no schedule", { Schedule: undefined }, "needs a Schedule"],
  ["a schedule that cannot be read", { Schedule: "daily" }, "Invalid schedule expression"],
  ["five fields of cron", { Schedule: "cron(0 8 * * *)" }, "Invalid schedule expression"],
  ["a rate of nothing", { Schedule: "rate(0 minutes)" }, "Invalid schedule expression"],
  ["a time that has passed", { Schedule: "at(2020-01-01T00:00:00)" }, "must be in the future"],
  ["an unknown time zone", { Timezone: "Mars/Olympus" }, "Unknown time zone"],
  ["nothing to do", { ScalableTargetAction: {} }, "needs a ScalableTargetAction"],
  ["a slash in its name", { ScheduledActionName: "a/b" }, "regular expression pattern"],
])("refuses a scheduled action with %s", async (_, change, message) => {
  await register();
  await expect(
    scaling.putScheduledAction({
      ...target(),
      ScheduledActionName: "wrong",
      Schedule: "rate(1 day)",
      ScalableTargetAction: { MinCapacity: 1 },
      ...change,
    }),
  ).rejects.toMatchObject({ name: "ValidationException", message: expect.stringContaining(message) });
});

it("answers as a test has planned", async () => {
  local.server.world.faults.add("application-autoscaling", "DeregisterScalableTarget", {
    code: "ConcurrentUpdateException",
    message: "You already have a pending update to an Auto Scaling resource.",
    status: 400,
  });

  await expect(scaling.deregisterScalableTarget(target())).rejects.toMatchObject({
    name: "ConcurrentUpdateException",
  });
});
