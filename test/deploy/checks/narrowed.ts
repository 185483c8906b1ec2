import { isDeepStrictEqual } from "node:util";
import { announcedIdleKinds } from "@driftwheel/core/policy/idle/announced-kinds.ts";
import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { list, ofType, type PolicyStatement, statementsOf } from "../graph-reader.ts";

/** Only items whose partition key begins so. */
const items = (beginning: string) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${beginning}*`] },
});
/** Ledgers, and the fleet's digests. */
const ledgers = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["MODEL#*", "FLEET"] } };
const deciding = ["drift", "retraining", "registry", "endpoint", "rollout", "sweep", "command"];
/** What is stopped, changed or deleted because it stands idle has the tag that allows it. */
const allowed = { StringEquals: { "aws:ResourceTag/driftwheel:idle": "stop" } };
const remade = { StringEquals: { "aws:RequestTag/driftwheel:idle": "stop" } };
const namespace = { StringEquals: { "cloudwatch:namespace": "Driftwheel" } };

/**
 * What a function may do under a condition only, because the resource alone would be too much: the table of the ledger
 * is one, and everything of the account hears the default bus. A pattern of actions, and the condition.
 */
const narrowed: Readonly<Record<string, readonly (readonly [RegExp, object])[]>> = {
  ...Object.fromEntries(deciding.map((name) => [name, [[/^dynamodb:/, ledgers] as const]])),
  api: [[/^dynamodb:(?!GetItem$|Query$)/, items("SUBSCRIPTION#")]],
  hooks: [
    [/^dynamodb:/, items("HOOK#")],
    [/^cloudwatch:PutMetricData$/, namespace],
  ],
  idle: [
    [/^dynamodb:/, ledgers],
    [/^sagemaker:(Stop|Update|Delete)/, allowed],
    [/^sagemaker:AddTags$/, remade],
    [
      /^events:PutEvents$/,
      { StringEquals: { "events:source": "driftwheel", "events:detail-type": [...announcedIdleKinds] } },
    ],
  ],
  quality: [[/^cloudwatch:PutMetricData$/, namespace]],
  inferences: [
    [/^dynamodb:/, items("INFERENCE#")],
    [/^cloudwatch:PutMetricData$/, namespace],
  ],
  webhooks: [[/^dynamodb:/, items("SUBSCRIPTION#")]],
  delivery: [[/^dynamodb:/, items("SUBSCRIPTION#")]],
};

/** What else each may do, under a condition of its own, where the fleet's runs are written to a tracking server. */
const tracking: Readonly<Record<string, readonly (readonly [RegExp, object])[]>> = {
  ...Object.fromEntries(deciding.map((name) => [name, [[/^dynamodb:GetItem$/, items("RUN#")] as const]])),
  delivery: [
    [/^dynamodb:Query$/, items("MODEL#")],
    [/^dynamodb:(Get|Put)Item$/, items("RUN#")],
  ],
};

/** Whoever changes scaling changes that of SageMaker's variants or components, and of nothing else that the service scales. */
const scales = /^application-autoscaling:(?!Describe)/;
const scaledDimensions = ["variant:DesiredInstanceCount", "inference-component:DesiredCopyCount"].map(
  (dimension) => ({
    StringEquals: {
      "application-autoscaling:service-namespace": "sagemaker",
      "application-autoscaling:scalable-dimension": `sagemaker:${dimension}`,
    },
  }),
);

/** Those that start a retraining, and may call a function of the team's that does it. */
const retraining: ReadonlySet<string> = new Set(["drift", "command", "retraining", "sweep"]);

/** Which functions each may call. */
const calls: Readonly<Record<string, RegExp>> = {
  api: /:function:driftwheel-[a-z0-9-]+-(command|delivery:live)$/,
  webhooks: /:function:driftwheel-[a-z0-9-]+-delivery:live$/,
};
const rollouts = /:function:driftwheel-[a-z0-9-]+-rollout:live$/;

/** Permissions that lost the condition which narrows them, and calls of functions that are not each one's business. */
export function checkNarrowed(
  graph: DeployGraph,
  retrainers: readonly string[],
  isTracked: boolean,
): string[] {
  const wrong: string[] = [];
  for (const { name } of ofType(graph, "lambda/function:Function")) {
    for (const statement of statementsOfFunction(graph, name)) {
      for (const action of list(statement.Action)) {
        const [, own] = (narrowed[name] ?? []).find(([actions]) => actions.test(action)) ?? [];
        const conditions = scales.test(action) ? scaledDimensions : own ? [own] : [];
        const others = (isTracked ? (tracking[name] ?? []) : []).filter(([actions]) => actions.test(action));
        const may = [...conditions, ...others.map(([, other]) => other)];
        if (conditions.length > 0 && !may.some((one) => isDeepStrictEqual(statement.Condition, one))) {
          wrong.push(`${name} may ${action} without the condition that narrows it`);
        }
      }
      if (list(statement.Action).includes("lambda:InvokeFunction")) {
        const other = list(statement.Resource)
          .filter((arn) => !(calls[name] ?? rollouts).test(arn))
          .filter(
            (arn) => !(retraining.has(name) && retrainers.some((called) => arn.endsWith(`:${called}`))),
          );
        wrong.push(...other.map((arn) => `${name} may call ${arn}`));
      }
    }
  }
  return wrong;
}

function statementsOfFunction(graph: DeployGraph, name: string): readonly PolicyStatement[] {
  const own = new RegExp(`^${name}-\\d+$`);
  return ofType(graph, "iam/policy:Policy")
    .filter((policy) => own.test(policy.name))
    .flatMap(({ properties }) => statementsOf(properties.policy));
}
