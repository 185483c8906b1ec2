import { z } from "zod";

const namespaces = [
  "ecs",
  "elasticmapreduce",
  "ec2",
  "appstream",
  "dynamodb",
  "rds",
  "sagemaker",
  "custom-resource",
  "comprehend",
  "lambda",
  "cassandra",
  "kafka",
  "elasticache",
  "neptune",
  "workspaces",
] as const;

const dimensions = [
  "ecs:service:DesiredCount",
  "ec2:spot-fleet-request:TargetCapacity",
  "elasticmapreduce:instancegroup:InstanceCount",
  "appstream:fleet:DesiredCapacity",
  "dynamodb:table:ReadCapacityUnits",
  "dynamodb:table:WriteCapacityUnits",
  "dynamodb:index:ReadCapacityUnits",
  "dynamodb:index:WriteCapacityUnits",
  "rds:cluster:ReadReplicaCount",
  "sagemaker:variant:DesiredInstanceCount",
  "custom-resource:ResourceType:Property",
  "comprehend:document-classifier-endpoint:DesiredInferenceUnits",
  "comprehend:entity-recognizer-endpoint:DesiredInferenceUnits",
  "lambda:function:ProvisionedConcurrency",
  "cassandra:table:ReadCapacityUnits",
  "cassandra:table:WriteCapacityUnits",
  "kafka:broker-storage:VolumeSize",
  "elasticache:cache-cluster:Nodes",
  "elasticache:replication-group:NodeGroups",
  "elasticache:replication-group:Replicas",
  "neptune:cluster:ReadReplicaCount",
  "sagemaker:variant:DesiredProvisionedConcurrency",
  "sagemaker:inference-component:DesiredCopyCount",
  "workspaces:workspacespool:DesiredUserSessions",
] as const;

const capacity = z.int().min(0);
const cooldown = z.int().min(0).optional();

/** What every change names. Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
const addressed = {
  ServiceNamespace: z.enum(namespaces),
  ResourceId: z.string(),
  ScalableDimension: z.enum(dimensions),
};

const paged = { MaxResults: z.int().min(1).max(50).optional(), NextToken: z.string().optional() };

const tags = z.record(z.string(), z.string());

const suspendedState = z.object({
  DynamicScalingInSuspended: z.boolean().optional(),
  DynamicScalingOutSuspended: z.boolean().optional(),
  ScheduledScalingSuspended: z.boolean().optional(),
});

export const registerScalableTarget = z.object({
  ...addressed,
  MinCapacity: capacity.optional(),
  MaxCapacity: capacity.optional(),
  RoleARN: z.string().optional(),
  SuspendedState: suspendedState.optional(),
  Tags: tags.optional(),
});

const taggedResource = {
  ResourceARN: z.string(),
};

export const listTags = z.object(taggedResource);
export const tagResource = z.object({ ...taggedResource, Tags: tags });
export const untagResource = z.object({
  ...taggedResource,
  TagKeys: z.array(z.string()),
});

export const addressedTarget = z.object(addressed);

export const describeScalableTargets = z.object({
  ...paged,
  ServiceNamespace: addressed.ServiceNamespace,
  ResourceIds: z.array(z.string()).optional(),
  ScalableDimension: addressed.ScalableDimension.optional(),
});

/** What the three other Describe requests have in common. */
const aboutResource = {
  ...paged,
  ServiceNamespace: addressed.ServiceNamespace,
  ResourceId: z.string().optional(),
  ScalableDimension: addressed.ScalableDimension.optional(),
};

export const describeScalingPolicies = z.object({
  ...aboutResource,
  PolicyNames: z.array(z.string()).optional(),
});
export const describeScheduledActions = z.object({
  ...aboutResource,
  ScheduledActionNames: z.array(z.string()).optional(),
});
export const describeScalingActivities = z.object({
  ...aboutResource,
  IncludeNotScaledActivities: z.boolean().optional(),
});

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html */
const stepScaling = z.object({
  AdjustmentType: z.enum(["ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity"]).optional(),
  StepAdjustments: z
    .array(
      z.object({
        MetricIntervalLowerBound: z.number().optional(),
        MetricIntervalUpperBound: z.number().optional(),
        ScalingAdjustment: z.int(),
      }),
    )
    .max(20)
    .optional(),
  MinAdjustmentMagnitude: z.int().optional(),
  Cooldown: cooldown,
  MetricAggregationType: z.enum(["Average", "Minimum", "Maximum"]).optional(),
});

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html */
const customizedMetric = z.object({
  MetricName: z.string().optional(),
  Namespace: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).optional(),
  Statistic: z.enum(["Average", "Minimum", "Maximum", "SampleCount", "Sum"]).optional(),
  Unit: z.string().optional(),
  Metrics: z.array(z.looseObject({ Id: z.string() })).optional(),
});

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html */
const targetTracking = z.object({
  TargetValue: z.number(),
  PredefinedMetricSpecification: z
    .object({ PredefinedMetricType: z.string(), ResourceLabel: z.string().optional() })
    .optional(),
  CustomizedMetricSpecification: customizedMetric.optional(),
  ScaleOutCooldown: cooldown,
  ScaleInCooldown: cooldown,
  DisableScaleIn: z.boolean().optional(),
});

export const putScalingPolicy = z.object({
  ...addressed,
  PolicyName: z.string(),
  PolicyType: z.enum(["StepScaling", "TargetTrackingScaling", "PredictiveScaling"]).optional(),
  StepScalingPolicyConfiguration: stepScaling.optional(),
  TargetTrackingScalingPolicyConfiguration: targetTracking.optional(),
});

export const deleteScalingPolicy = z.object({ ...addressed, PolicyName: z.string() });

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html */
export const putScheduledAction = z.object({
  ...addressed,
  ScheduledActionName: z.string(),
  Schedule: z.string().optional(),
  Timezone: z.string().optional(),
  StartTime: z.number().optional(),
  EndTime: z.number().optional(),
  ScalableTargetAction: z
    .object({ MinCapacity: capacity.optional(), MaxCapacity: capacity.optional() })
    .optional(),
});

export const deleteScheduledAction = z.object({ ...addressed, ScheduledActionName: z.string() });

export type SuspendedState = z.infer<typeof suspendedState>;
export type StepScaling = z.infer<typeof stepScaling>;
export type TargetTracking = z.infer<typeof targetTracking>;
export type PutScalingPolicy = z.infer<typeof putScalingPolicy>;
