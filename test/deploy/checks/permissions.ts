import { packageGroupOf } from "@driftwheel/core/policy/package-group.ts";
import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { trainingPrefixOf } from "@driftwheel/core/policy/retrain/training-channel.ts";
import { type DeployGraph, graphPlace } from "../../../stacks/graph/build-graph.ts";
import {
  type BroadPermission,
  broadPermissions,
  broadPermissionsOfCosts,
} from "../../../stacks/permissions/broad-permissions.ts";
import { logsPredictions } from "../../../stacks/routes.ts";
import { list, named, ofType, type PolicyStatement, statementsOf } from "../graph-reader.ts";
import { checkNarrowed } from "./narrowed.ts";
import { isUnneededForIdle } from "./of-idle.ts";
import { isUnneeded, retrainersOf, wantsCosts } from "./of-retrainers.ts";
import { isAskedOfArtifacts, isAskedOfBatch, isUnneededForServing } from "./of-serving.ts";
import { isUnneededForShadows } from "./of-shadows.ts";

export interface Expected {
  readonly fleet: Fleet;
  readonly executionRoles: readonly string[];
  /** SSM parameters with Driftwheel's own secrets. */
  readonly ownSecrets: readonly string[];
  /** SDK commands that each function's bundle can reach, as IAM actions. */
  readonly called: Readonly<Record<string, readonly string[]>>;
}

/** What no command asks for, because Lambda or another service acts in the function's name. */
const implied: Readonly<Record<string, readonly string[]>> = {
  every: ["logs:CreateLogStream", "logs:PutLogEvents"],
  queue: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
  durable: ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"],
  // A publisher encrypts with the topic's key.
  "sns:Publish": ["kms:Decrypt", "kms:GenerateDataKey"],
  // A model and an endpoint config carry a role.
  "sagemaker:CreateModel": ["iam:PassRole"],
  ...Object.fromEntries(
    ["CreateTrainingJob", "CreateHyperParameterTuningJob", "CreateAutoMLJobV2"].map((action) => [
      `sagemaker:${action}`,
      ["iam:PassRole", "sagemaker:AddTags"],
    ]),
  ),
  "sagemaker:CreateEndpointConfig": ["iam:PassRole"],
  // An endpoint and an app are made again with their tags.
  "sagemaker:CreateEndpoint": ["sagemaker:AddTags"],
  "sagemaker:CreateInferenceComponent": ["sagemaker:AddTags"],
  "sagemaker:CreateApp": ["sagemaker:AddTags"],
  // The service acts in the caller's name: on the variant, on the alarms of a policy, and on its own role.
  "application-autoscaling:RegisterScalableTarget": [
    "iam:CreateServiceLinkedRole",
    "sagemaker:UpdateEndpointWeightsAndCapacities",
  ],
  "application-autoscaling:PutScalingPolicy": [
    "cloudwatch:DeleteAlarms",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:PutMetricAlarm",
  ],
  // An object that is missing is told from one that is forbidden by it.
  "s3:GetObject": ["s3:ListBucket"],
};

/** What a function may do and does not, or does and may not; and permissions that reach beyond the fleet. */
export function checkPermissions(graph: DeployGraph, expected: Expected): string[] {
  const wrong: string[] = [];
  const usedBroad = new Set<string>();
  for (const { name, properties } of ofType(graph, "lambda/function:Function")) {
    const statements = statementsOfRole(graph, String(properties.role).split("/").at(-1));
    const allowed = new Set(statements.flatMap(({ Action }) => list(Action)));
    const behindQueue = ofType(graph, "lambda/eventSourceMapping:EventSourceMapping").some(
      (mapping) => mapping.name === name,
    );
    const called = (expected.called[name] ?? []).filter(
      (action) =>
        (!isUnneeded(name, action, expected.fleet) ||
          isAskedOfBatch(action, expected.fleet) ||
          isAskedOfArtifacts(name, action, expected.fleet)) &&
        !isUnneededForIdle(name, action, expected.fleet) &&
        !isUnneededForServing(name, action, expected.fleet) &&
        !isUnneededForShadows(name, action, expected.fleet) &&
        !(name === "invoke" && action === "sqs:SendMessage" && !logsPredictions(expected.fleet)),
    );
    const wanted = new Set([
      ...wantedBy(called, behindQueue, durable(graph, name)),
      ...(name === "delivery" ? trackingActions(expected.fleet) : []),
    ]);
    for (const action of allowed) if (!wanted.has(action)) wrong.push(`${name} may ${action} and never does`);
    for (const action of wanted)
      if (!allowed.has(action)) wrong.push(`${name} may not ${action} and needs it`);
    for (const statement of statements) {
      wrong.push(...checkReach(statement, expected, usedBroad).map((what) => `${name}: ${what}`));
    }
  }
  const { idle } = expected.fleet;
  const asked = broadOf(expected.fleet)
    .filter(({ action }) => !action.startsWith("xray:"))
    .filter(
      ({ action }) =>
        !isUnneeded("sweep", action, expected.fleet) &&
        !isUnneededForServing("sweep", action, expected.fleet),
    );
  for (const { action, resource, only } of asked) {
    // Where nothing is acted on, part of them is not given.
    if (only === "idle" && idle?.notebooks?.act !== "stop") continue;
    if (!usedBroad.has(`${action} ${resource}`))
      wrong.push(`${action} on ${resource} is listed as broadPermissions and not used`);
  }
  return [
    ...wrong,
    ...checkNarrowed(graph, calledFunctions(expected.fleet), expected.fleet.experiments !== undefined),
    ...checkCallers(graph),
  ];
}

/** What SageMaker's MLflow is asked by its own REST API and by no client of the SDK. */
function trackingActions({ experiments }: Fleet): readonly string[] {
  if (experiments?.mlflow.arn === undefined) return [];
  const asked = ["CreateExperiment", "CreateRun", "DeleteRun", "GetExperimentByName", "LogBatch"];
  const actions = [...asked, "SearchRuns", "UpdateRun"].map((action) => `sagemaker-mlflow:${action}`);
  return ["sagemaker:CallMlflowAppApi", ...actions];
}

function durable(graph: DeployGraph, name: string): boolean {
  return ofType(graph, "lambda/alias:Alias").some((alias) => alias.name === name);
}

function wantedBy(called: readonly string[], behindQueue: boolean, durable: boolean): ReadonlySet<string> {
  return new Set([
    ...called,
    ...(implied.every ?? []),
    ...(behindQueue ? (implied.queue ?? []) : []),
    ...(durable ? (implied.durable ?? []) : []),
    ...called.flatMap((action) => implied[action] ?? []),
  ]);
}

function statementsOfRole(graph: DeployGraph, role: string | undefined): readonly PolicyStatement[] {
  return ofType(graph, "iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ properties }) => properties.role === role)
    .flatMap(({ properties }) =>
      statementsOf(named(graph, "iam/policy:Policy", properties.policyArn)?.properties.policy),
    );
}

/** What may reach beyond the fleet: more where it wants to know what jobs cost that it does not name itself. */
function broadOf(fleet: Fleet): readonly BroadPermission[] {
  const jobs = retrainersOf(fleet);
  const unnamed = jobs.has("pipeline") && jobs.has("automl-job");
  return wantsCosts(fleet) && unnamed ? [...broadPermissions, ...broadPermissionsOfCosts] : broadPermissions;
}

/** A resource must name something of the fleet or of Driftwheel, or stand in the list of those that cannot. */
function checkReach(statement: PolicyStatement, expected: Expected, usedBroad: Set<string>): string[] {
  const wrong: string[] = [];
  const actions = list(statement.Action);
  if (actions.some((action) => action.includes("*")))
    wrong.push(`${actions.join(", ")} is no list of actions`);
  for (const resource of list(statement.Resource)) {
    if (belongs(resource, expected)) continue;
    for (const action of actions) {
      const known: BroadPermission | undefined = broadOf(expected.fleet).find(
        (entry) =>
          entry.action === action && (resource === entry.resource || resource.endsWith(`:${entry.resource}`)),
      );
      if (known) usedBroad.add(`${known.action} ${known.resource}`);
      else wrong.push(`${action} on ${resource} reaches beyond the fleet`);
    }
  }
  if (actions.includes("iam:CreateServiceLinkedRole")) {
    const service = statement.Condition?.StringEquals?.["iam:AWSServiceName"];
    if (service !== "sagemaker.application-autoscaling.amazonaws.com")
      wrong.push("makes roles of other services than Application Auto Scaling's for SageMaker");
  }
  if (actions.includes("iam:PassRole")) {
    if (statement.Condition?.StringEquals?.["iam:PassedToService"] !== "sagemaker.amazonaws.com") {
      wrong.push("hands roles to other services than SageMaker");
    }
    if (!list(statement.Resource).every((role) => expected.executionRoles.includes(role))) {
      wrong.push("hands on roles that are not the fleet's");
    }
  }
  return wrong;
}

/** Parameters that the fleet names, those of routes too, and Driftwheel's own. */
function secretsOf({ fleet, ownSecrets }: Expected): readonly string[] {
  return [
    ...ownSecrets,
    ...Object.values(fleet.models).flatMap(({ route }) => route?.parameter ?? []),
    ...Object.values(fleet.hooks ?? {}).map(({ secret }) => secret),
    ...[fleet.experiments?.mlflow.url, fleet.experiments?.mlflow.token].flatMap((secret) =>
      typeof secret === "object" ? [secret.parameter] : [],
    ),
    ...Object.values(fleet.webhooks ?? {}).flatMap(({ url, secret }) => [
      ...(typeof url === "string" ? [] : [url.parameter]),
      ...(secret === undefined ? [] : [secret]),
    ]),
  ];
}

function belongs(arn: string, expected: Expected): boolean {
  const { fleet, executionRoles } = expected;
  if (executionRoles.includes(arn) || arn === fleet.experiments?.mlflow.arn) return true;
  const [, , service, region, account, ...rest] = arn.split(":");
  const resource = rest.join(":");
  const policies = Object.entries(fleet.models);
  switch (service) {
    case "sagemaker":
      return policies.some(
        ([model, { endpoint, component, batch, packageGroup, retrain }]) =>
          resource === `endpoint/${endpoint}` ||
          resource === `inference-component/${component}` ||
          resource === `inference-component/driftwheel-${model}-*` ||
          resource === `transform-job/${batch?.jobs}*` ||
          resource === `transform-job/driftwheel-${model}-*` ||
          resource === `endpoint/driftwheel-${model}-*` ||
          isPackageOf(packageGroup, { resource, region, account }) ||
          resource === `pipeline/${retrain.pipeline}` ||
          resource === `pipeline/${retrain.pipeline}/execution/*` ||
          resource === `model/driftwheel-${model}-*` ||
          resource === `endpoint-config/driftwheel-${model}-*` ||
          resource === `model-package-group/${packageGroupOf(packageGroup).name}` ||
          resource === `feature-group/${retrain.freshData?.featureGroup}` ||
          (retrain.with !== undefined && isJob(resource)),
      );
    case "s3":
      return policies.some(([, { drift, retrain, asynchronous, targetModel }]) =>
        [
          targetModel?.under,
          targetModel?.from,
          drift.capture,
          drift.baseline,
          asynchronous?.inputs,
          asynchronous?.outputs,
          ...outputsOf(retrain),
          ...dataOf(retrain),
        ].some((uri) => uri !== undefined && uri.split("/")[2] === resource.split("/")[0]),
      );
    case "states":
      return policies.some(([, { retrain }]) =>
        [retrain.with?.stateMachine, executionsOf(retrain.with?.stateMachine)].includes(arn),
      );
    case "cloudwatch":
      return policies.some(
        ([model, { endpoint }]) =>
          resource.startsWith(`alarm:TargetTracking-endpoint/${endpoint}/variant/`) ||
          resource === `alarm:TargetTracking-inference-component/driftwheel-${model}-*`,
      );
    case "ssm":
      return secretsOf(expected).some((parameter) => resource === `parameter${parameter}`);
    case "kms":
      return resource.startsWith("key/") && !resource.includes("*");
    case "events":
      return /^event-bus\/(default|driftwheel-[a-z0-9-]+-bus)$/.test(resource);
    default:
      return /^[a-z-]*[:/]?(\/aws\/lambda\/)?driftwheel-[a-z0-9-]+(:live|:\*)?$/.test(resource);
  }
}

/** Where jobs write, and what their baselines are made of. */
function outputsOf({ with: given }: ModelPolicy["retrain"]): readonly (string | undefined)[] {
  return [
    given?.trainingJob?.OutputDataConfig.S3OutputPath,
    given?.tuningJob?.TrainingJobDefinition.OutputDataConfig.S3OutputPath,
    given?.autoMLJob?.OutputDataConfig.S3OutputPath,
    given?.register?.baseline?.without ? (trainingPrefixOf(given) ?? undefined) : undefined,
  ];
}

function dataOf({ freshData }: ModelPolicy["retrain"]): readonly (string | undefined)[] {
  return [freshData?.prefix, freshData?.offlineStore, freshData?.dataWrangler?.output];
}

/** Functions of the team's that retrain. */
function calledFunctions({ models }: Fleet): readonly string[] {
  return Object.values(models).flatMap(({ retrain }) => retrain.with?.function ?? []);
}

/** Jobs that are named by Driftwheel. */
function isJob(resource: string): boolean {
  return /^(training-job\/(driftwheel|dw)|hyper-parameter-tuning-job\/dw|automl-job\/dw)-\*$/.test(resource);
}

function executionsOf(stateMachine: string | undefined): string | undefined {
  return stateMachine && `${stateMachine.replace(":stateMachine:", ":execution:")}:driftwheel-*`;
}

/** A shared group's versions are of the account that shares it, and of no other. */
function isPackageOf(
  packageGroup: string,
  found: {
    readonly resource: string;
    readonly region?: string | undefined;
    readonly account?: string | undefined;
  },
): boolean {
  const { name, of } = packageGroupOf(packageGroup);
  const { region, account } = of ?? graphPlace;
  return found.resource === `model-package/${name}/*` && found.region === region && found.account === account;
}

/** Schedules call their own function and nothing else. */
function checkCallers(graph: DeployGraph): string[] {
  return ofType(graph, "iam/rolePolicy:RolePolicy").flatMap(({ name, properties }) =>
    statementsOf(properties.policy)
      // To list streams names none.
      .filter(({ Action }) => Action !== "dynamodb:ListStreams")
      .filter(({ Resource }) => list(Resource).some((arn) => arn.includes("*")))
      .map(() => `role ${name} reaches beyond its function`),
  );
}
