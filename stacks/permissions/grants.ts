import type { EffectKind } from "@driftwheel/core/vocabulary/effect.ts";
import type { QuestionName } from "@driftwheel/core/vocabulary/fact.ts";
import { arnOf, durableAlias, functionArn, nameOf, type Scope } from "../scope.ts";
import type { ResourceArns } from "./resource-arns.ts";
import { readLinkKey } from "./secrets.ts";
import type { Statement } from "./statement.ts";

export const allow = (actions: readonly string[], resources: readonly string[]): Statement => ({
  actions,
  resources,
});

export function tableArn(scope: Scope): string {
  return arnOf(scope, "dynamodb", `table/${nameOf(scope, "ledger")}`);
}

/** Reads and appends; no entry is ever changed or deleted. */
export function ledgerGrants(scope: Scope): readonly Statement[] {
  return [allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], [tableArn(scope)])];
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
  return {
    endpoint: [
      allow(["sagemaker:DescribeEndpoint"], arns.endpoints),
      allow(["sagemaker:DescribeEndpointConfig"], any("endpoint-config")),
      allow(["sagemaker:DescribeModel"], any("model")),
    ],
    monitorRun: [...objects, allow(["sagemaker:DescribeProcessingJob"], any("processing-job"))],
    violations: objects,
    candidate: [...objects, packages],
    packages: [allow(["sagemaker:ListModelPackages"], ["*"])],
    championPackage: [packages],
    championHistory: [readMetrics],
    pipelineExecution: [
      allow(["sagemaker:DescribePipelineExecution", "sagemaker:ListPipelineExecutionSteps"], arns.executions),
    ],
  };
}

/** Both variants' metrics in a look, and the champion's past. */
export const readMetrics: Statement = allow(["cloudwatch:GetMetricData"], ["*"]);

/** What each effect calls: packages/aws/src/effects. */
export function effectGrants(
  scope: Scope,
  arns: ResourceArns,
  topics: { readonly page: string; readonly notify: string; readonly info: string },
): Readonly<Record<EffectKind, readonly Statement[]>> {
  const anyConfig = [arnOf(scope, "sagemaker", "endpoint-config/*")];
  const mark = [allow(["sagemaker:DescribeModelPackage", "sagemaker:UpdateModelPackage"], arns.packages)];
  const update = [
    allow(["sagemaker:DescribeEndpoint", "sagemaker:UpdateEndpoint"], arns.endpoints),
    allow(["sagemaker:DescribeEndpointConfig"], anyConfig),
    // UpdateEndpoint is asked for both: the endpoint and the config that it shall have.
    allow(["sagemaker:UpdateEndpoint"], arns.ownConfigs),
    allow(["sagemaker:CreateEndpointConfig"], arns.ownConfigs),
  ];
  const pass: Statement = {
    actions: ["iam:PassRole"],
    resources: scope.settings.executionRoles,
    condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
  };
  return {
    "publish-entry": [
      allow(["events:PutEvents"], [arnOf(scope, "events", `event-bus/${nameOf(scope, "bus")}`)]),
    ],
    "send-alert": [
      allow(["sns:Publish"], [topics.page, topics.notify, topics.info]),
      // Links are signed when they are sent.
      ...readLinkKey(scope),
    ],
    "start-pipeline": [allow(["sagemaker:StartPipelineExecution"], arns.pipelines)],
    "set-approval": mark,
    "mark-package": mark,
    "start-rollout": [allow(["lambda:InvokeFunction"], [`${functionArn(scope, "rollout")}:${durableAlias}`])],
    "deploy-trial": [
      ...update,
      allow(["sagemaker:DescribeModel"], [arnOf(scope, "sagemaker", "model/*")]),
      allow(["sagemaker:CreateModel"], arns.ownModels),
      pass,
    ],
    "deploy-winner": [...update, pass],
    "restore-config": [
      allow(["sagemaker:DescribeEndpoint", "sagemaker:UpdateEndpoint"], arns.endpoints),
      allow(["sagemaker:UpdateEndpoint"], anyConfig),
    ],
    "shift-weights": [
      allow(["sagemaker:DescribeEndpoint", "sagemaker:UpdateEndpointWeightsAndCapacities"], arns.endpoints),
    ],
  };
}
