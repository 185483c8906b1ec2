/** A resource that names nothing of the fleet. */
export interface BroadPermission {
  readonly action: string;
  /** As it stands in the policy, behind `arn:<partition>:<service>:<region>:<account>:`; `*` stands alone. */
  readonly resource: string;
  readonly reason: string;
  /** Given only where the fleet has this part, and to nobody but the function of its name. */
  readonly only?: "idle";
}

const lists = [
  ...["ListNotebookInstances", "ListDomains", "ListUserProfiles", "ListSpaces", "ListApps", "ListEndpoints"],
  ...[
    "ListEndpointConfigs",
    "ListInferenceComponents",
    "ListModels",
    "ListExperiments",
    "ListTrials",
    "ListTrialComponents",
  ],
];
const idleReads = [
  [
    "ListTags",
    ["notebook-instance/*", "domain/*", "user-profile/*", "space/*", "app/*", "endpoint/*", "experiment/*"],
  ],
  ["DescribeNotebookInstance", ["notebook-instance/*"]],
  ["DescribeDomain", ["domain/*"]],
  ["DescribeUserProfile", ["user-profile/*"]],
  ["DescribeSpace", ["space/*"]],
  ["DescribeEndpoint", ["endpoint/*"]],
  ["DescribeInferenceComponent", ["inference-component/*"]],
  ["DescribeApp", ["app/*"]],
] as const;
const idleActs = [
  ["StopNotebookInstance", "notebook-instance/*"],
  ["UpdateDomain", "domain/*"],
  ["UpdateUserProfile", "user-profile/*"],
  ["UpdateSpace", "space/*"],
  ["DeleteEndpoint", "endpoint/*"],
  ["CreateEndpoint", "endpoint/*"],
  ["AddTags", "endpoint/*"],
  ["DeleteApp", "app/*"],
  ["CreateApp", "app/*"],
  ["AddTags", "app/*"],
] as const;

/**
 * Every permission that reaches beyond the fleet, and why. Nothing else may: the deployment's tests know this list.
 * What a service can limit: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export const broadPermissions = [
  {
    action: "cloudwatch:GetMetricData",
    resource: "*",
    reason: "CloudWatch limits no reading of metrics to resources.",
  },
  {
    action: "cloudwatch:DescribeAlarms",
    resource: "alarm:*",
    reason: "People name their alarms as they like; those on a variant that goes are found among all.",
  },
  ...(
    [
      "DescribeScalableTargets",
      "DescribeScalingActivities",
      "DescribeScalingPolicies",
      "DescribeScheduledActions",
    ] as const
  ).map((action) => ({
    action: `application-autoscaling:${action}`,
    resource: "*",
    reason: "Application Auto Scaling limits no reading to resources.",
  })),
  ...(
    ["DeregisterScalableTarget", "PutScalingPolicy", "PutScheduledAction", "RegisterScalableTarget"] as const
  ).map((action) => ({
    action: `application-autoscaling:${action}`,
    resource: "scalable-target/*",
    reason:
      "A scalable target's ARN has an id of the service's own; a condition limits it to instances of SageMaker's variants, or to copies of its inference components.",
  })),
  {
    action: "iam:CreateServiceLinkedRole",
    resource:
      "role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint",
    reason: "The one role by which AWS scales variants in this account; made once, when the first is scaled.",
  },
  {
    action: "cloudwatch:PutMetricData",
    resource: "*",
    reason:
      "CloudWatch limits no writing of metrics to resources; a condition limits it to the namespace Driftwheel.",
  },
  {
    action: "sagemaker:ListModelPackages",
    resource: "*",
    reason: "A list of versions names its group in the request only; SageMaker documents no resource for it.",
  },
  {
    action: "sagemaker:ListProcessingJobs",
    resource: "*",
    reason:
      "SageMaker limits no list of jobs to resources. Only where a model waits for what Data Wrangler exports.",
  },
  {
    action: "sagemaker:ListTransformJobs",
    resource: "*",
    reason: "SageMaker limits no list of jobs to resources. Only where a model is served in batch.",
  },
  {
    action: "sagemaker:DescribeProcessingJob",
    resource: "processing-job/*",
    reason: "Model Monitor names its jobs by itself.",
  },
  {
    action: "sagemaker:DescribeEndpointConfig",
    resource: "endpoint-config/*",
    reason: "The config that an endpoint has when Driftwheel meets it was named by the team.",
  },
  {
    action: "sagemaker:DescribeModel",
    resource: "model/*",
    reason: "The model that serves when Driftwheel meets an endpoint was named by the team.",
  },
  {
    action: "sagemaker:UpdateEndpoint",
    resource: "endpoint-config/*",
    reason:
      "A rollback returns to the config that the team's endpoint had; which endpoint it is, is limited.",
  },
  ...lists.map((operation) => ({
    action: `sagemaker:${operation}`,
    resource: "*",
    reason: "What stands idle is looked for in the whole account. Only with idle.",
    only: "idle" as const,
  })),
  ...idleReads.flatMap(([operation, resources]) =>
    resources.map((resource) => ({
      action: `sagemaker:${operation}`,
      resource,
      reason: "What stands idle is of anybody in the account. Only with idle.",
      only: "idle" as const,
    })),
  ),
  ...idleActs.map(([operation, resource]) => ({
    action: `sagemaker:${operation}`,
    resource,
    reason:
      "What stands idle is of anybody in the account; a condition limits it to what has the tag that allows it. Only with idle, where its section has an act.",
    only: "idle" as const,
  })),
  ...(
    [
      ["ListTags", "endpoint-config/driftwheel-*"],
      ["ListTags", "model/driftwheel-*"],
      ["DeleteEndpointConfig", "endpoint-config/driftwheel-*"],
      ["DeleteModel", "model/driftwheel-*"],
    ] as const
  ).map(([operation, resource]) => ({
    action: `sagemaker:${operation}`,
    resource,
    reason:
      "What trials have left is found by the name that Driftwheel gave it, of models that have left the fleet too; a condition limits what is deleted to the tag. Only with idle.",
    only: "idle" as const,
  })),
  {
    action: "sagemaker:StartNotebookInstance",
    resource: "notebook-instance/*",
    reason: "An undo starts again what was stopped, whatever became of its tag. Only with idle and stop.",
    only: "idle",
  },
  {
    action: "sagemaker:CreateEndpoint",
    resource: "endpoint-config/*",
    reason: "An undo makes an endpoint again of the config that it had. Only with idle and delete.",
    only: "idle",
  },
  {
    action: "xray:PutTraceSegments",
    resource: "*",
    reason: "X-Ray has no resources to write to. Only with the setting tracing.",
  },
  {
    action: "xray:PutTelemetryRecords",
    resource: "*",
    reason: "X-Ray has no resources to write to. Only with the setting tracing.",
  },
] as const satisfies readonly BroadPermission[];

const costsOfSteps =
  "A pipeline names the jobs of its steps itself, and what they cost is in their descriptions.";

/** The same, deployed only where a fleet with a pipeline or an AutoML job has a budget, or costs. */
export const broadPermissionsOfCosts = [
  { action: "sagemaker:DescribeTrainingJob", resource: "training-job/*", reason: costsOfSteps },
  { action: "sagemaker:DescribeTransformJob", resource: "transform-job/*", reason: costsOfSteps },
  ...(["DescribeHyperParameterTuningJob", "ListTrainingJobsForHyperParameterTuningJob"] as const).map(
    (action) => ({
      action: `sagemaker:${action}`,
      resource: "hyper-parameter-tuning-job/*",
      reason: costsOfSteps,
    }),
  ),
  { action: "sagemaker:DescribeAutoMLJobV2", resource: "automl-job/*", reason: costsOfSteps },
  {
    action: "sagemaker:ListCandidatesForAutoMLJob",
    resource: "*",
    reason: "A list of candidates names its job in the request only; SageMaker documents no resource for it.",
  },
] as const satisfies readonly BroadPermission[];
