import type { EffectKind } from "@driftwheel/core/vocabulary/effect.ts";
import type { QuestionName } from "@driftwheel/core/vocabulary/fact.ts";
import { arnOf, durableAlias, functionArn, nameOf, type Scope } from "../scope.ts";
import { putEvents } from "./put-events.ts";
import type { JobArns, ResourceArns } from "./resource-arns.ts";
import { readLinkKey } from "./secrets.ts";
import type { Statement } from "./statement.ts";

export const allow = (actions: readonly string[], resources: readonly string[]): Statement => ({
  actions,
  resources,
});

export function tableArn(scope: Scope): string {
  return arnOf(scope, "dynamodb", `table/${nameOf(scope, "ledger")}`);
}

/**
 * Reads and appends in ledgers, and keeps what digests of the fleet are made of; not what webhooks leave beside them.
 * That an entry is not put over another is the code's condition: IAM sees a partition's key, never an item's. What IAM
 * cannot hold is watched by stacks/overwritten.ts.
 */
export function ledgerGrants(scope: Scope): readonly Statement[] {
  return [
    {
      ...allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], [tableArn(scope)]),
      condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MODEL#*", "FLEET"] } },
    },
    // Alerts lead to the run that they are about.
    ...(scope.fleet.experiments ? [itemsOf(scope, "RUN#", ["GetItem"])] : []),
  ];
}

/**
 * Items whose partition key begins so, and no others.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function itemsOf(scope: Scope, beginning: string, actions: readonly string[]): Statement {
  return {
    ...allow(
      actions.map((action) => `dynamodb:${action}`),
      [tableArn(scope)],
    ),
    condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${beginning}*`] } },
  };
}

/** CloudWatch limits no metrics to resources, but to a namespace. */
export const putOutcomes: Statement = {
  ...allow(["cloudwatch:PutMetricData"], ["*"]),
  condition: { StringEquals: { "cloudwatch:namespace": "Driftwheel" } },
};

/** What the answer to each of the decider's questions calls: packages/aws/src/facts. */
export function factGrants(
  scope: Scope,
  arns: ResourceArns,
): Readonly<Record<QuestionName, readonly Statement[]>> {
  const any = (kind: string) => [arnOf(scope, "sagemaker", `${kind}/*`)];
  const objects = [
    allow(["s3:GetObject"], arns.read),
    // Without it S3 answers "forbidden" for an object that is not there.
    allow(["s3:ListBucket"], arns.buckets),
  ];
  const packages = allow(["sagemaker:DescribeModelPackage"], arns.packages);
  const readBeside = besideGrants(arns);
  return {
    endpoint: [
      ...where(
        ["sagemaker:DescribeEndpoint"],
        [...arns.endpoints, ...arns.components.hosts, ...arns.targetModels.hosts],
      ),
      ...describeComponents(arns),
      ...describeArtifacts(arns),
      allow(["sagemaker:DescribeEndpointConfig"], any("endpoint-config")),
      allow(["sagemaker:DescribeModel"], any("model")),
      ...readRoutes(arns),
      ...readBeside,
    ],
    transformJobs: [
      ...where(["sagemaker:DescribeTransformJob"], arns.batch.jobs),
      // IAM limits this list to no resource.
      ...where(["sagemaker:ListTransformJobs"], arns.batch.jobs.length > 0 ? ["*"] : []),
    ],
    monitorRun: [...objects, allow(["sagemaker:DescribeProcessingJob"], any("processing-job"))],
    violations: objects,
    candidate: [...objects, packages],
    packages: [allow(["sagemaker:ListModelPackages"], ["*"])],
    championPackage: [packages],
    formerPackage: [packages],
    championHistory: [readMetrics],
    scaling: readScaling(scope),
    retrainingJob: [
      ...where(["sagemaker:DescribeTrainingJob"], [...arns.jobs.trainingJobs, ...arns.jobs.trials]),
      ...where(["sagemaker:DescribeHyperParameterTuningJob"], arns.jobs.tuningJobs),
      ...where(["sagemaker:DescribeAutoMLJobV2"], arns.jobs.autoMLJobs),
      ...where(["states:DescribeExecution"], arns.jobs.stateMachineExecutions),
    ],
    freshData: [
      ...listPlaces(arns.freshData.places),
      ...where(["s3:GetObject"], arns.freshData.records),
      ...where(["sagemaker:DescribeFeatureGroup"], arns.freshData.featureGroups),
      ...where(["sagemaker:ListProcessingJobs"], arns.freshData.exported ? ["*"] : []),
    ],
    ...costGrants(arns),
    pipelineExecution: [
      ...where(
        ["sagemaker:DescribePipelineExecution", "sagemaker:ListPipelineExecutionSteps"],
        arns.executions,
      ),
    ],
  };
}

/** Which model transform jobs use. */
export function readRoutes({ batch }: ResourceArns): readonly Statement[] {
  return where(["ssm:GetParameter"], batch.routes);
}

/** The models' own inference components, and those of challengers. */
export function describeComponents({ components: { own, challengers } }: ResourceArns): readonly Statement[] {
  return where(["sagemaker:DescribeInferenceComponent"], [...own, ...challengers]);
}

/** Which artifact of a multi-model endpoint is the champion, and whether it is there. */
export function describeArtifacts({ targetModels }: ResourceArns): readonly Statement[] {
  return [
    ...where(["s3:GetObject"], targetModels.artifacts),
    ...where(["s3:ListBucket"], targetModels.buckets),
    ...where(["ssm:GetParameter"], targetModels.champions),
  ];
}

/** What is read of a trial on two endpoints beside the model's own one. */
function besideGrants({ apart }: ResourceArns): readonly Statement[] {
  return [
    ...where(["sagemaker:DescribeEndpoint"], apart.endpoints),
    ...where(["ssm:GetParameter"], apart.routes),
  ];
}

/** Keys below the places where data come, and no others of their buckets. */
function listPlaces(places: ResourceArns["freshData"]["places"]): readonly Statement[] {
  return [...Map.groupBy(places, ({ bucket }) => bucket)].map(([bucket, inIt]) => ({
    ...allow(["s3:ListBucket"], [bucket]),
    condition: {
      StringLike: { "s3:prefix": [...new Set(inIt.map(({ prefix }) => `${prefix}*`))].toSorted() },
    },
  }));
}

/** What is read of a retraining's jobs and of a trial's variants, where the fleet wants to know what they cost. */
function costGrants({
  costs: { executions, configs, ...of },
}: ResourceArns): Pick<
  Readonly<Record<QuestionName, readonly Statement[]>>,
  "retrainingUsage" | "trialVariants" | "functionTimes"
> {
  return {
    retrainingUsage: [
      ...where(["sagemaker:DescribePipelineExecution", "sagemaker:ListPipelineExecutionSteps"], executions),
      ...where(["sagemaker:DescribeTrainingJob"], of.trainingJobs),
      ...where(["sagemaker:DescribeProcessingJob"], of.processingJobs),
      ...where(["sagemaker:DescribeTransformJob"], of.transformJobs),
      ...where(
        ["sagemaker:DescribeHyperParameterTuningJob", "sagemaker:ListTrainingJobsForHyperParameterTuningJob"],
        of.tuningJobs,
      ),
      ...where(["sagemaker:DescribeAutoMLJobV2"], of.autoMLJobs),
      // IAM limits this list to no resource.
      ...where(["sagemaker:ListCandidatesForAutoMLJob"], of.autoMLJobs.length > 0 ? ["*"] : []),
    ],
    functionTimes: configs.length > 0 ? [readMetrics] : [],
    trialVariants: [
      ...where(["sagemaker:DescribeEndpointConfig"], configs),
      // IAM limits what was scaled to no resource.
      ...where(["application-autoscaling:DescribeScalingActivities"], configs.length > 0 ? ["*"] : []),
    ],
  };
}

/** A permission on what the fleet has, and none where it has nothing of the kind. */
function where(actions: readonly string[], resources: readonly string[]): readonly Statement[] {
  return resources.length === 0 ? [] : [allow(actions, resources)];
}

/** Both variants' metrics in a look, and the champion's past. */
export const readMetrics: Statement = allow(["cloudwatch:GetMetricData"], ["*"]);

/**
 * Targets have ids of the service's own, so that no endpoint can be named; reading cannot be limited at all.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html
 */
function readScaling(scope: Scope): readonly Statement[] {
  return [
    allow(
      [
        "application-autoscaling:DescribeScalableTargets",
        "application-autoscaling:DescribeScalingPolicies",
        "application-autoscaling:DescribeScheduledActions",
      ],
      ["*"],
    ),
    allow(["cloudwatch:DescribeAlarms"], [arnOf(scope, "cloudwatch", "alarm:*")]),
  ];
}

/** One thing of SageMaker's and nothing else, whatever else the service scales. */
const onlyOf = (dimension: "variant:DesiredInstanceCount" | "inference-component:DesiredCopyCount") => ({
  StringEquals: {
    "application-autoscaling:service-namespace": "sagemaker",
    "application-autoscaling:scalable-dimension": `sagemaker:${dimension}`,
  },
});

/**
 * The service acts on the variant and makes alarms in the caller's name when it registers one and gives it a policy.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-prerequisites.html
 */
function writeScaling(scope: Scope, endpoints: readonly string[]): readonly Statement[] {
  return [
    ...readScaling(scope),
    {
      ...allow(
        [
          "application-autoscaling:DeregisterScalableTarget",
          "application-autoscaling:PutScalingPolicy",
          "application-autoscaling:PutScheduledAction",
          "application-autoscaling:RegisterScalableTarget",
        ],
        [arnOf(scope, "application-autoscaling", "scalable-target/*")],
      ),
      condition: onlyOf("variant:DesiredInstanceCount"),
    },
    allow(["sagemaker:DescribeEndpoint", "sagemaker:UpdateEndpointWeightsAndCapacities"], endpoints),
    allow(
      ["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm"],
      endpoints.map((arn) =>
        arnOf(scope, "cloudwatch", `alarm:TargetTracking-endpoint/${arn.split("/").at(-1)}/variant/*`),
      ),
    ),
    makeScalingRole(scope),
  ];
}

/** The service acts as a role of its own, which it makes in the caller's name when an account's first target is registered. */
function makeScalingRole({ partition, account }: Scope): Statement {
  const service = "sagemaker.application-autoscaling.amazonaws.com";
  const role = `role/aws-service-role/${service}/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint`;
  return {
    ...allow(["iam:CreateServiceLinkedRole"], [`arn:${partition}:iam::${account}:${role}`]),
    condition: { StringEquals: { "iam:AWSServiceName": service } },
  };
}

/** The same of a challenger's component, which is scaled as the model's own one while it has callers. */
function writeCopiesScaling(scope: Scope, challengers: readonly string[]): readonly Statement[] {
  if (challengers.length === 0) return [];
  return [
    ...readScaling(scope),
    {
      ...allow(
        [
          "application-autoscaling:PutScalingPolicy",
          "application-autoscaling:PutScheduledAction",
          "application-autoscaling:RegisterScalableTarget",
        ],
        [arnOf(scope, "application-autoscaling", "scalable-target/*")],
      ),
      condition: onlyOf("inference-component:DesiredCopyCount"),
    },
    // A policy that is put again may have other alarms.
    allow(["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm"], copiesAlarms(scope, challengers)),
    makeScalingRole(scope),
  ];
}

function takeCopiesScalingOff(scope: Scope, challengers: readonly string[]): readonly Statement[] {
  if (challengers.length === 0) return [];
  return [
    {
      ...allow(
        ["application-autoscaling:DeregisterScalableTarget"],
        [arnOf(scope, "application-autoscaling", "scalable-target/*")],
      ),
      condition: onlyOf("inference-component:DesiredCopyCount"),
    },
    allow(["cloudwatch:DeleteAlarms"], copiesAlarms(scope, challengers)),
  ];
}

/** The service's own alarms of what it scales. */
function copiesAlarms(scope: Scope, challengers: readonly string[]): readonly string[] {
  return challengers.map((arn) =>
    arnOf(scope, "cloudwatch", `alarm:TargetTracking-inference-component/${arn.split("/").at(-1)}`),
  );
}

/** What each effect calls: packages/aws/src/effects. */
export function effectGrants(
  scope: Scope,
  arns: ResourceArns,
  topics: { readonly page: string; readonly notify: string; readonly info: string },
): Readonly<Record<EffectKind, readonly Statement[]>> {
  const anyConfig = [arnOf(scope, "sagemaker", "endpoint-config/*")];
  const queued = arns.apart.endpoints.length > 0 && arns.asynchronous.endpoints.length > 0;
  const mark = [allow(["sagemaker:DescribeModelPackage", "sagemaker:UpdateModelPackage"], arns.packages)];
  const update = [
    allow(["sagemaker:DescribeEndpoint", "sagemaker:UpdateEndpoint"], arns.endpoints),
    allow(["sagemaker:DescribeEndpointConfig"], anyConfig),
    // UpdateEndpoint is asked for both: the endpoint and the config that it shall have.
    allow(["sagemaker:UpdateEndpoint"], arns.ownConfigs),
    allow(["sagemaker:CreateEndpointConfig"], arns.ownConfigs),
  ];
  const replaceModel = [
    ...describeComponents(arns),
    ...where(["sagemaker:UpdateInferenceComponent"], arns.components.own),
  ];
  const pass: Statement = {
    actions: ["iam:PassRole"],
    resources: scope.settings.executionRoles,
    condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
  };
  const deploy = [
    ...update,
    allow(["sagemaker:DescribeModel"], [arnOf(scope, "sagemaker", "model/*")]),
    allow(["sagemaker:CreateModel"], arns.ownModels),
    pass,
  ];
  return {
    "publish-entry": [putEvents(scope, "driftwheel", "driftwheel")],
    "send-alert": [
      allow(["sns:Publish"], [topics.page, topics.notify, topics.info]),
      // Links are signed when they are sent.
      ...readLinkKey(scope),
    ],
    "start-pipeline": where(["sagemaker:StartPipelineExecution"], arns.pipelines),
    "start-retraining": startRetraining(arns.jobs),
    "stop-training": [
      ...where(["sagemaker:StopTrainingJob"], arns.jobs.trainingJobs),
      ...where(["sagemaker:StopHyperParameterTuningJob"], arns.jobs.tuningJobs),
      ...where(["sagemaker:StopAutoMLJob"], arns.jobs.autoMLJobs),
    ],
    "register-package": [
      ...where(["sagemaker:CreateModelPackage"], arns.jobs.registered),
      ...where(["s3:PutObject"], arns.jobs.evaluations),
      // Baselines are made of the rows that were trained on.
      ...where(["s3:GetObject"], arns.jobs.trainingRows),
      ...where(["s3:ListBucket"], arns.jobs.trainingBuckets),
    ],
    "set-approval": mark,
    "mark-package": mark,
    "start-rollout": [allow(["lambda:InvokeFunction"], [`${functionArn(scope, "rollout")}:${durableAlias}`])],
    "deploy-trial": deploy,
    // SageMaker reads the alarms of a guarded deployment for who asks for it.
    // https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
    "deploy-guarded": [...deploy, ...where(["cloudwatch:DescribeAlarms"], rollbackAlarms(scope))],
    "deploy-winner": [...update, ...replaceModel, pass],
    // A config that was deleted is made anew, with the role that it had.
    "restore-config": [...update, ...replaceModel, allow(["sagemaker:UpdateEndpoint"], anyConfig), pass],
    "set-scaling": writeScaling(scope, arns.endpoints),
    "raise-capacity": [
      allow(["sagemaker:DescribeEndpoint", "sagemaker:UpdateEndpointWeightsAndCapacities"], arns.endpoints),
    ],
    "create-endpoint": [
      ...copyArtifact(scope, arns),
      ...createComponent(scope, arns, pass),
      ...(arns.apart.endpoints.length === 0
        ? []
        : [
            allow(["sagemaker:DescribeEndpoint"], [...arns.endpoints, ...arns.apart.endpoints]),
            allow(["sagemaker:DescribeEndpointConfig"], anyConfig),
            allow(["sagemaker:DescribeModel"], [arnOf(scope, "sagemaker", "model/*")]),
            allow(["sagemaker:CreateModel"], arns.ownModels),
            // CreateEndpoint is asked for both, and AddTags for the tag that it is created with.
            // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemakerai.html
            allow(["sagemaker:CreateEndpoint"], [...arns.apart.endpoints, ...arns.ownConfigs]),
            allow(["sagemaker:AddTags"], arns.apart.endpoints),
            allow(["sagemaker:CreateEndpointConfig"], arns.ownConfigs),
            pass,
          ]),
    ],
    "set-route": [
      ...describeComponents(arns),
      ...describeHosts(scope, arns),
      ...where(
        ["sagemaker:UpdateInferenceComponentRuntimeConfig"],
        [...arns.components.own, ...arns.components.challengers],
      ),
      ...writeCopiesScaling(scope, arns.components.challengers),
      ...where(["ssm:GetParameter", "ssm:PutParameter"], arns.apart.routes),
      ...where(["sagemaker:DescribeEndpoint"], arns.apart.routes.length > 0 ? arns.endpoints : []),
      ...where(["sagemaker:DescribeEndpoint"], arns.apart.endpoints),
    ],
    "set-model-route":
      arns.batch.tried.length === 0
        ? []
        : [
            allow(["ssm:GetParameter", "ssm:PutParameter"], arns.batch.tried),
            allow(["sagemaker:DescribeModel"], [arnOf(scope, "sagemaker", "model/*")]),
            allow(["sagemaker:CreateModel"], arns.ownModels),
            pass,
          ],
    "create-transform-job":
      arns.batch.tried.length === 0
        ? []
        : [
            allow(["sagemaker:DescribeTransformJob"], [...arns.batch.jobs, ...arns.batch.trials]),
            // It is asked for the job and for its model.
            // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemakerai.html
            allow(["sagemaker:CreateTransformJob"], [...arns.batch.trials, ...arns.ownModels]),
            allow(["sagemaker:DescribeModel"], [arnOf(scope, "sagemaker", "model/*")]),
            allow(["sagemaker:CreateModel"], arns.ownModels),
            pass,
          ],
    "stop-transform-job": where(["sagemaker:StopTransformJob"], arns.batch.trials),
    "delete-endpoint": [
      ...describeComponents(arns),
      ...describeHosts(scope, arns),
      ...where(["s3:DeleteObject"], arns.targetModels.copies),
      ...where(["sagemaker:DeleteInferenceComponent"], arns.components.challengers),
      ...takeCopiesScalingOff(scope, arns.components.challengers),
      ...where(["ssm:GetParameter"], arns.apart.routes),
      ...where(["sagemaker:DescribeEndpoint", "sagemaker:DeleteEndpoint"], arns.apart.endpoints),
      ...where(["sagemaker:DeleteEndpointConfig"], arns.apart.endpoints.length > 0 ? arns.ownConfigs : []),
      // Whether requests wait on it, and how often that is measured.
      ...(queued ? [allow(["sagemaker:DescribeEndpointConfig"], arns.ownConfigs), readMetrics] : []),
    ],
    "shift-weights": [
      allow(["sagemaker:DescribeEndpoint", "sagemaker:UpdateEndpointWeightsAndCapacities"], arns.endpoints),
    ],
  };
}

/** A challenger's component beside the model's own one. */
function createComponent(
  scope: Scope,
  { components, ownModels, ...arns }: ResourceArns,
  pass: Statement,
): readonly Statement[] {
  const { hosts, challengers } = components;
  if (challengers.length === 0) return [];
  return [
    ...describeComponents({ components, ownModels, ...arns }),
    // It is asked for both, and AddTags for the tag that it is created with.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemakerai.html
    allow(["sagemaker:CreateInferenceComponent"], [...hosts, ...challengers]),
    allow(["sagemaker:AddTags"], challengers),
    allow(["sagemaker:DescribeModel"], [arnOf(scope, "sagemaker", "model/*")]),
    allow(["sagemaker:CreateModel"], ownModels),
    pass,
  ];
}

/** A challenger's artifact beside the champion's: a copy of its version's. */
function copyArtifact(scope: Scope, arns: ResourceArns): readonly Statement[] {
  const { copies, trained } = arns.targetModels;
  if (copies.length === 0) return [];
  return [
    ...describeHosts(scope, arns),
    allow(["s3:GetObject"], trained),
    allow(["s3:PutObject"], copies),
    allow(["sagemaker:DescribeModelPackage"], arns.packages),
  ];
}

/** Where the artifacts of a trial lie, and which are there. */
function describeHosts(scope: Scope, arns: ResourceArns): readonly Statement[] {
  const { hosts, copies } = arns.targetModels;
  if (copies.length === 0) return [];
  return [
    allow(["sagemaker:DescribeEndpoint"], hosts),
    allow(["sagemaker:DescribeEndpointConfig"], [arnOf(scope, "sagemaker", "endpoint-config/*")]),
    allow(["sagemaker:DescribeModel"], [arnOf(scope, "sagemaker", "model/*")]),
    ...describeArtifacts(arns),
  ];
}

/** Alarms that take deployments back; any where the fleet's names are not known yet. */
function rollbackAlarms(scope: Scope): readonly string[] {
  const guarded = Object.values(scope.fleet.models).flatMap(
    ({ rollout }) => rollout.guardrails?.alarms ?? [],
  );
  const names = scope.settings.prefix === undefined ? guarded : ["*"];
  return [...new Set(names)].toSorted().map((name) => arnOf(scope, "cloudwatch", `alarm:${name}`));
}

function startRetraining(jobs: JobArns): readonly Statement[] {
  const { trainingJobs, tuningJobs, autoMLJobs, stateMachines, functions, roles } = jobs;
  return [
    ...where(
      ["sagemaker:CreateTrainingJob", "sagemaker:DescribeTrainingJob", "sagemaker:AddTags"],
      trainingJobs,
    ),
    ...where(
      [
        "sagemaker:CreateHyperParameterTuningJob",
        "sagemaker:DescribeHyperParameterTuningJob",
        "sagemaker:AddTags",
      ],
      tuningJobs,
    ),
    ...where(
      ["sagemaker:CreateAutoMLJobV2", "sagemaker:DescribeAutoMLJobV2", "sagemaker:AddTags"],
      autoMLJobs,
    ),
    ...where(["states:StartExecution"], stateMachines),
    ...where(["lambda:InvokeFunction"], functions),
    ...where(["iam:PassRole"], roles).map((statement) => ({
      ...statement,
      condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    })),
  ];
}
