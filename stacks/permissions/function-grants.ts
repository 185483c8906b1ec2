import { announcedIdleKinds } from "@driftwheel/core/policy/idle/announced-kinds.ts";
import { type Permissions, permissions } from "../../functions/shell/permissions.ts";
import type { FunctionName } from "../routes.ts";
import { durableFunctions, queuedFunctions, taskFunctions } from "../routes.ts";
import { arnOf, functionArn, nameOf, type Scope } from "../scope.ts";
import {
  allow,
  describeArtifacts,
  describeComponents,
  effectGrants,
  factGrants,
  ledgerGrants,
  putOutcomes,
  readMetrics,
  readRoutes,
} from "./grants.ts";
import { apiGrants, deliveryGrants, hookGrants, webhookGrants } from "./http-grants.ts";
import { idleGrants } from "./idle-grants.ts";
import { inferenceGrants } from "./inference-grants.ts";
import { invokeGrants } from "./invoke-grants.ts";
import { putEvents } from "./put-events.ts";
import { resourceArnsOf } from "./resource-arns.ts";
import type { Statement } from "./statement.ts";

/**
 * What one function may do. First what its code calls, then what Lambda calls in its name: its logs, its queue,
 * its durable execution, its traces.
 *
 * @param key ARN of the key that the alert topics are encrypted with, or null
 */
export function grantsOf(scope: Scope, name: FunctionName, key: string | null): readonly Statement[] {
  return merged([
    ...roleGrants(scope, name, key),
    // Its run sends it a task for each model.
    ...(taskFunctions.has(name)
      ? [allow(["sqs:SendMessage"], [arnOf(scope, "sqs", nameOf(scope, name))])]
      : []),
    ...platformGrants(scope, name),
  ]);
}

function roleGrants(scope: Scope, name: FunctionName, key: string | null): readonly Statement[] {
  switch (name) {
    case "monitor":
      // Whether an endpoint without captures was asked at all is in its metrics.
      return [...watchGrants(scope), readMetrics];
    case "quality":
      return [...watchGrants(scope), putOutcomes];
    case "api":
      return apiGrants(scope);
    case "predictions":
      // It writes what callers say, and reads nothing.
      return [allow(["s3:PutObject"], resourceArnsOf(scope).predictions)];
    case "invoke":
      return invokeGrants(scope);
    case "inferences":
      return inferenceGrants(scope);
    case "idle":
      return [
        ...ledgerGrants(scope),
        ...idleGrants(scope),
        // It tells of idle resources, and of no model.
        putEvents(scope, "driftwheel", "driftwheel", announcedIdleKinds),
        allow(["sns:Publish"], Object.values(topicsOf(scope))),
        ...publishWith(key),
      ];
    case "hooks":
      return hookGrants(scope);
    case "webhooks":
      return webhookGrants(scope);
    case "delivery":
      return [...deliveryGrants(scope, topicsOf(scope).notify), ...publishWith(key)];
    default:
      return shellGrants(scope, name, key);
  }
}

/** A publisher encrypts with the topics' key. */
function publishWith(key: string | null): readonly Statement[] {
  return key === null ? [] : [allow(["kms:Decrypt", "kms:GenerateDataKey"], [key])];
}

function shellGrants(scope: Scope, name: keyof typeof permissions, key: string | null): readonly Statement[] {
  const arns = resourceArnsOf(scope);
  const { asks, performs }: Permissions = permissions[name];
  const facts = factGrants(scope, arns);
  const effects = effectGrants(scope, arns, topicsOf(scope));
  return [
    ...ledgerGrants(scope),
    ...[...asks].flatMap((question) => facts[question]),
    ...[...performs].flatMap((kind) => effects[kind]),
    ...(name === "rollout" ? [readMetrics, ...answerGrants(scope)] : []),
    ...publishWith(key),
  ];
}

/** Where a model is tried by pairs of answers, both answers are read, and what turned out. */
function answerGrants(scope: Scope): readonly Statement[] {
  const trials = Object.values(scope.fleet.models).map(({ rollout }) => rollout);
  if (trials.every(({ shadow, paired }) => shadow === undefined && paired === undefined)) return [];
  const arns = resourceArnsOf(scope);
  return [
    allow(["s3:GetObject"], arns.read),
    allow(["s3:ListBucket"], arns.buckets),
    ...(arns.batch.trials.length > 0
      ? [allow(["sagemaker:DescribeTransformJob"], [...arns.batch.jobs, ...arns.batch.trials])]
      : []),
  ];
}

/** Reads captures and what they are compared with; writes reports and tells of them. */
function watchGrants(scope: Scope): readonly Statement[] {
  const arns = resourceArnsOf(scope);
  const any = (kind: string) => [arnOf(scope, "sagemaker", `${kind}/*`)];
  return [
    allow(
      ["sagemaker:DescribeEndpoint"],
      [...arns.endpoints, ...arns.components.hosts, ...arns.targetModels.hosts],
    ),
    ...describeComponents(arns),
    ...describeArtifacts(arns),
    allow(["sagemaker:DescribeEndpointConfig"], any("endpoint-config")),
    allow(["sagemaker:DescribeModel"], any("model")),
    ...readRoutes(arns),
    allow(["sagemaker:DescribeModelPackage"], arns.packages),
    allow(["s3:GetObject"], arns.read),
    allow(["s3:ListBucket"], arns.buckets),
    allow(["s3:PutObject"], arns.written),
    // It parses what strangers send to endpoints: it may report, and not command.
    putEvents(scope, "default", "driftwheel.monitor", ["Drift Report", "Window Not Judged"]),
  ];
}

function platformGrants(scope: Scope, name: FunctionName): readonly Statement[] {
  const logs = arnOf(scope, "logs", `log-group:/aws/lambda/${nameOf(scope, name)}:*`);
  const queue = [arnOf(scope, "sqs", nameOf(scope, name))];
  return [
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs]),
    ...(queuedFunctions.includes(name)
      ? [allow(["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], queue)]
      : []),
    // https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html
    ...(durableFunctions.has(name)
      ? [
          allow(
            ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"],
            [`${functionArn(scope, name)}:*`],
          ),
        ]
      : []),
    ...(scope.settings.tracing ? [allow(["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"])] : []),
  ];
}

function topicsOf(scope: Scope) {
  const own = (severity: string) => arnOf(scope, "sns", nameOf(scope, severity));
  return scope.settings.topics ?? { page: own("page"), notify: own("notify"), info: own("info") };
}

/** Statements on the same resources become one, in a stable order; without resources there is none. */
function merged(statements: readonly Statement[]): readonly Statement[] {
  const byResources = new Map<string, Statement>();
  for (const statement of statements.filter(({ resources }) => resources.length > 0)) {
    const resources = [...new Set(statement.resources)].toSorted();
    const key = JSON.stringify([resources, statement.condition]);
    const actions = [...(byResources.get(key)?.actions ?? []), ...statement.actions];
    byResources.set(key, { ...statement, resources, actions: [...new Set(actions)].toSorted() });
  }
  return [...byResources.values()];
}
