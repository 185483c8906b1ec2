import { sageMakerMlflowOf } from "@driftwheel/core/policy/tracking/mlflow-arn.ts";
import {
  experimentParameters,
  hookParameters,
  linkParameter,
  originParameter,
  webhookParameters,
} from "../parameters/parameters.ts";
import { durableAlias, functionArn, type Scope } from "../scope.ts";
import { allow, itemsOf, putOutcomes, tableArn } from "./grants.ts";
import { putEvents } from "./put-events.ts";
import { resourceArnsOf } from "./resource-arns.ts";
import { readParameters } from "./secrets.ts";
import type { Statement } from "./statement.ts";

/** The log of deliveries, and which subscriptions are disabled. */
const deliveryLog = (scope: Scope): Statement =>
  itemsOf(scope, "SUBSCRIPTION#", ["DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"]);

/** Reads every ledger and changes none: who commands is told to `command`, which is nobody's of the internet. */
export function apiGrants(scope: Scope): readonly Statement[] {
  return [
    allow(["dynamodb:GetItem", "dynamodb:Query"], [tableArn(scope)]),
    itemsOf(scope, "SUBSCRIPTION#", ["DeleteItem", "PutItem", "UpdateItem"]),
    allow(["lambda:InvokeFunction"], [functionArn(scope, "command"), deliveryArn(scope)]),
    ...readParameters(scope, [linkParameter(scope), ...proofOfOrigin(scope)]),
    ...distributionGrants(scope),
  ];
}

/** The statistics of windows and of training, and no rows: what the console draws. */
function distributionGrants(scope: Scope): readonly Statement[] {
  const { packages, statistics } = resourceArnsOf(scope);
  if (statistics.length === 0) return [];
  const buckets = [...new Set(statistics.map((arn) => arn.replace(/\/.*$/s, "")))];
  return [
    allow(["s3:GetObject"], statistics),
    // Without it S3 answers "forbidden" for an object that is not there.
    allow(["s3:ListBucket"], buckets),
    allow(["sagemaker:DescribeModelPackage"], packages),
  ];
}

/** Takes what strangers send: it remembers what it has seen, and says on the buses what that means. */
export function hookGrants(scope: Scope): readonly Statement[] {
  return [
    itemsOf(scope, "HOOK#", ["DeleteItem", "GetItem", "PutItem", "UpdateItem"]),
    putEvents(scope, "default", "driftwheel.evidently", ["Evidently Report"]),
    putEvents(scope, "default", "driftwheel.hook", ["New Data"]),
    putEvents(scope, "default", "driftwheel.monitor", ["Drift Report"]),
    putEvents(scope, "driftwheel", "driftwheel.hook", ["Command Given"]),
    putOutcomes,
    ...readParameters(scope, [...hookParameters(scope.fleet), ...proofOfOrigin(scope)]),
  ];
}

/** Writes down what is to be delivered and starts it, unless the subscription is disabled. */
export function webhookGrants(scope: Scope): readonly Statement[] {
  return [deliveryLog(scope), allow(["lambda:InvokeFunction"], [deliveryArn(scope)])];
}

/** Speaks to the internet: it keeps its own log, signs what it sends, and tells people when a receiver is gone. */
export function deliveryGrants(scope: Scope, notify: string): readonly Statement[] {
  return [
    deliveryLog(scope),
    allow(["sns:Publish"], [notify]),
    ...readParameters(scope, [
      linkParameter(scope),
      ...webhookParameters(scope.fleet),
      ...experimentParameters(scope.fleet),
    ]),
    ...trackingGrants(scope),
  ];
}

/**
 * What writes runs: it reads ledgers, keeps where each run's page is, and asks SageMaker's MLflow where the fleet has its
 * runs there. Nothing where the fleet names no experiments.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemakerwithmlflow.html
 */
function trackingGrants(scope: Scope): readonly Statement[] {
  const { mlflow } = scope.fleet.experiments ?? {};
  if (mlflow === undefined) return [];
  return [
    itemsOf(scope, "MODEL#", ["Query"]),
    itemsOf(scope, "RUN#", ["GetItem", "PutItem"]),
    ...(mlflow.arn === undefined ? [] : [allow(mlflowActions(mlflow.arn), [mlflow.arn])]),
  ];
}

/** An App asks for one action whatever is asked of it, and for those of a tracking server besides. */
function mlflowActions(arn: string): readonly string[] {
  const named = ["CreateExperiment", "CreateRun", "DeleteRun", "GetExperimentByName"];
  const actions = [...named, "LogBatch", "SearchRuns", "UpdateRun"].map((name) => `sagemaker-mlflow:${name}`);
  return sageMakerMlflowOf(arn).kind === "app" ? ["sagemaker:CallMlflowAppApi", ...actions] : actions;
}

function deliveryArn(scope: Scope): string {
  return `${functionArn(scope, "delivery")}:${durableAlias}`;
}

function proofOfOrigin(scope: Scope): readonly string[] {
  const parameter = originParameter(scope);
  return parameter === null ? [] : [parameter];
}
