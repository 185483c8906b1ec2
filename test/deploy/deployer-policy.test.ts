import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import fleet from "../../driftwheel.config.ts";
import { buildGraph, graphSettings } from "../../stacks/graph/build-graph.ts";
import { named } from "../../stacks/plan/markdown.ts";
import { planned } from "../../stacks/plan/planned.ts";
import { list, object, type PlannedResource, words } from "../../stacks/plan/resource.ts";

const root = join(import.meta.dirname, "../..");
const policy: unknown = JSON.parse(readFileSync(join(root, "docs/reference/deployer-policy.json"), "utf8"));

/** What a deployer asks for to create a resource: an action, and the resource as IAM sees it. */
interface Asked {
  readonly action: string;
  readonly resource: string;
  /** Tags that the request gives, and that the resource has: keys of IAM's conditions. */
  readonly context?: Readonly<Record<string, string>>;
}

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:444455556666:${resource}`;
const name = ({ properties, name: own }: PlannedResource) => words(properties.name, own);
const of = (resource: PlannedResource, property: string) => words(resource.properties[property]);

/**
 * The first call of each type of resource.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const creation: Readonly<Record<string, (resource: PlannedResource) => Asked>> = {
  "aws:apigatewayv2/api:Api": (one) => ({ ...createdUnder("/apis"), ...tagged(one) }),
  "aws:apigatewayv2/apiMapping:ApiMapping": (one) =>
    // A mapping inherits the tags of its domain:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
    ({ ...createdUnder(`/domainnames/${of(one, "domainName")}/apimappings`), ...ours }),
  "aws:apigatewayv2/authorizer:Authorizer": (one) => createdUnder(`/apis/${of(one, "apiId")}/authorizers`),
  "aws:apigatewayv2/domainName:DomainName": (one) => ({ ...createdUnder("/domainnames"), ...tagged(one) }),
  "aws:apigatewayv2/integration:Integration": (one) => createdUnder(`/apis/${of(one, "apiId")}/integrations`),
  "aws:apigatewayv2/route:Route": (one) => createdUnder(`/apis/${of(one, "apiId")}/routes`),
  "aws:apigatewayv2/stage:Stage": (one) => createdUnder(`/apis/${of(one, "apiId")}/stages`),
  "aws:cloudfront/distribution:Distribution": (one) => ({
    action: "cloudfront:CreateDistribution",
    resource: "arn:aws:cloudfront::444455556666:distribution/*",
    ...tagged(one),
  }),
  "aws:cloudfront/originAccessControl:OriginAccessControl": () => ({
    action: "cloudfront:CreateOriginAccessControl",
    resource: "arn:aws:cloudfront::444455556666:origin-access-control/*",
  }),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": () => ({
    action: "cloudfront:CreateResponseHeadersPolicy",
    resource: "arn:aws:cloudfront::444455556666:response-headers-policy/*",
  }),
  "aws:cloudwatch/dashboard:Dashboard": (one) => ({
    action: "cloudwatch:PutDashboard",
    resource: `arn:aws:cloudwatch::444455556666:dashboard/${of(one, "dashboardName")}`,
  }),
  "aws:cloudwatch/eventArchive:EventArchive": (one) => ({
    action: "events:CreateArchive",
    resource: arn("events", `archive/${name(one)}`),
  }),
  "aws:cloudwatch/eventBus:EventBus": (one) => ({
    action: "events:CreateEventBus",
    resource: arn("events", `event-bus/${name(one)}`),
  }),
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": (one) => ({
    action: "events:PutPermission",
    resource: arn("events", `event-bus/${of(one, "eventBusName")}`),
  }),
  "aws:cloudwatch/eventRule:EventRule": (one) => ({
    action: "events:PutRule",
    resource: arn("events", `rule/${name(one)}`),
  }),
  "aws:cloudwatch/eventTarget:EventTarget": (one) => ({
    action: "events:PutTargets",
    resource: arn("events", `rule/${of(one, "rule")}`),
  }),
  "aws:cloudwatch/logGroup:LogGroup": (one) => ({
    action: "logs:CreateLogGroup",
    resource: arn("logs", `log-group:${name(one)}`),
  }),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": (one) => ({
    action: "logs:PutMetricFilter",
    resource: arn("logs", `log-group:${of(one, "logGroupName")}`),
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": (one) => ({
    action: "cloudwatch:PutMetricAlarm",
    resource: arn("cloudwatch", `alarm:${name(one)}`),
  }),
  "aws:dynamodb/table:Table": (one) => ({
    action: "dynamodb:CreateTable",
    resource: arn("dynamodb", `table/${name(one)}`),
  }),
  "aws:iam/policy:Policy": (one) => ({
    action: "iam:CreatePolicy",
    resource: `arn:aws:iam::444455556666:policy/${name(one)}`,
  }),
  "aws:iam/role:Role": (one) => ({
    action: "iam:CreateRole",
    resource: `arn:aws:iam::444455556666:role/${name(one)}`,
  }),
  "aws:iam/rolePolicy:RolePolicy": (one) => ({
    action: "iam:PutRolePolicy",
    resource: `arn:aws:iam::444455556666:role/${of(one, "role")}`,
  }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (one) => ({
    action: "iam:AttachRolePolicy",
    resource: `arn:aws:iam::444455556666:role/${of(one, "role")}`,
  }),
  "aws:kms/key:Key": (one) => ({ action: "kms:CreateKey", resource: "*", ...tagged(one) }),
  "aws:lambda/alias:Alias": (one) => ({
    action: "lambda:CreateAlias",
    resource: arn("lambda", `function:${of(one, "functionName")}`),
  }),
  "aws:lambda/eventSourceMapping:EventSourceMapping": () => ({
    action: "lambda:CreateEventSourceMapping",
    resource: "*",
  }),
  "aws:lambda/function:Function": (one) => ({
    action: "lambda:CreateFunction",
    resource: arn("lambda", `function:${name(one)}`),
  }),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": (one) => ({
    action: "lambda:PutFunctionEventInvokeConfig",
    resource: arn("lambda", `function:${of(one, "functionName")}`),
  }),
  "aws:lambda/permission:Permission": (one) => ({
    action: "lambda:AddPermission",
    resource: arn("lambda", `function:${of(one, "function")}`),
  }),
  "aws:pipes/pipe:Pipe": (one) => ({
    action: "pipes:CreatePipe",
    resource: arn("pipes", `pipe/${name(one)}`),
  }),
  "aws:s3/bucket:Bucket": (one) => ({
    action: "s3:CreateBucket",
    resource: `arn:aws:s3:::${of(one, "bucket")}`,
  }),
  "aws:s3/bucketObjectv2:BucketObjectv2": (one) => ({
    action: "s3:PutObject",
    resource: `arn:aws:s3:::${of(one, "bucket")}/${of(one, "key")}`,
  }),
  "aws:s3/bucketPolicy:BucketPolicy": (one) => ({
    action: "s3:PutBucketPolicy",
    resource: `arn:aws:s3:::${of(one, "bucket")}`,
  }),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": (one) => ({
    action: "s3:PutBucketPublicAccessBlock",
    resource: `arn:aws:s3:::${of(one, "bucket")}`,
  }),
  "aws:scheduler/schedule:Schedule": (one) => ({
    action: "scheduler:CreateSchedule",
    resource: arn("scheduler", `schedule/default/${name(one)}`),
  }),
  "aws:sns/topic:Topic": (one) => ({ action: "sns:CreateTopic", resource: arn("sns", name(one)) }),
  "aws:sns/topicPolicy:TopicPolicy": (one) => ({
    action: "sns:SetTopicAttributes",
    resource: of(one, "arn"),
  }),
  "aws:sns/topicSubscription:TopicSubscription": (one) => ({
    action: "sns:Subscribe",
    resource: of(one, "topic"),
  }),
  "aws:sqs/queue:Queue": (one) => ({ action: "sqs:CreateQueue", resource: arn("sqs", name(one)) }),
  "aws:sqs/queuePolicy:QueuePolicy": (one) => ({
    action: "sqs:SetQueueAttributes",
    resource: arn("sqs", named(of(one, "queueUrl"))),
  }),
  "aws:wafv2/webAcl:WebAcl": (one) => ({
    action: "wafv2:CreateWebACL",
    resource: `arn:aws:wafv2:us-east-1:444455556666:global/webacl/${name(one)}/*`,
  }),
};

/** What the request for a resource says of its tags, and what is so of what has ours. */
function tagged({ properties }: PlannedResource): Pick<Asked, "context"> {
  return {
    context: Object.fromEntries(
      Object.entries(object(properties.tags) ?? {}).map(([key, value]) => [
        `aws:RequestTag/${key}`,
        words(value),
      ]),
    ),
  };
}
const ours = { context: { "aws:ResourceTag/driftwheel:stage": "production" } };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html */
function createdUnder(path: string): Asked {
  return { action: "apigateway:POST", resource: `arn:aws:apigateway:eu-west-1::${path}` };
}

/** IAM's own matching: `*` is any text. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}

function allows({ action, resource, context = {} }: Asked): boolean {
  return list(object(policy)?.Statement).some((statement) => {
    const { Action, Resource, Condition } = object(statement) ?? {};
    const { StringLike: wanted, ...others } = object(Condition) ?? {};
    // A role is handed to a service that no statement here could be asked with.
    const holds = Object.entries(object(wanted) ?? {}).every(
      ([key, pattern]) => context[key] !== undefined && matches(words(pattern), context[key]),
    );
    return (
      holds &&
      Object.keys(others).length === 0 &&
      list(Action).some((pattern) => matches(words(pattern), action)) &&
      list(Resource).some((pattern) => matches(words(pattern), resource))
    );
  });
}

const domain = { name: "ml.example.com", certificate: "arn:aws:acm:us-east-1:444455556666:certificate/1a2b" };
const jwt = { issuer: "https://id.example.com", audience: ["driftwheel"] };

it.each([
  ["every resource of the plan", null],
  ["what stands before the API, and an issuer's authorizer", { api: { waf: true, jwt } }],
  ["a domain", { api: { domain } }],
  ["the console", { api: { jwt }, console: { clientId: "console" } }],
])("the deployer's policy lets %s be created", async (_what, settings) => {
  const { resources } = settings
    ? {
        resources: await buildGraph({
          stage: "production",
          fleet,
          settings: { ...graphSettings, ...settings },
        }),
      }
    : await planned(root);
  expect(resources.length).toBeGreaterThan(100);
  const unknown = resources.filter(({ type }) => creation[type] === undefined).map(({ type }) => type);
  expect(unknown).toEqual([]);
  const refused = resources
    .flatMap((resource) => creation[resource.type]?.(resource) ?? [])
    .filter((asked) => !allows(asked));
  expect(refused).toEqual([]);
});

it("allows nothing outside of Driftwheel's names but what is listed", () => {
  expect(allows({ action: "sqs:DeleteQueue", resource: arn("sqs", "orders") })).toBe(false);
  expect(allows({ action: "iam:CreateRole", resource: "arn:aws:iam::444455556666:role/admin" })).toBe(false);
  expect(allows({ action: "iam:PassRole", resource: "arn:aws:iam::444455556666:role/admin" })).toBe(false);
  expect(allows({ action: "sagemaker:DeleteEndpoint", resource: arn("sagemaker", "endpoint/frost") })).toBe(
    false,
  );
  expect(allows({ action: "events:PutRule", resource: arn("events", "event-bus/default") })).toBe(false);
  expect(allows({ action: "ssm:GetParameter", resource: arn("ssm", "parameter/orders/key") })).toBe(false);
  const acl = "arn:aws:wafv2:us-east-1:444455556666:global/webacl/shop/1a2b";
  expect(allows({ action: "wafv2:DeleteWebACL", resource: acl })).toBe(false);
});

it.each([
  ["kms:PutKeyPolicy", arn("kms", "key/1a2b")],
  ["kms:ScheduleKeyDeletion", arn("kms", "key/1a2b")],
  ["kms:UntagResource", arn("kms", "key/1a2b")],
  ["apigateway:DELETE", "arn:aws:apigateway:eu-west-1::/apis/a1b2c3"],
  ["apigateway:PATCH", "arn:aws:apigateway:eu-west-1::/apis/a1b2c3"],
  ["apigateway:DELETE", "arn:aws:apigateway:eu-west-1::/domainnames/shop.example.com"],
  ["apigateway:POST", "arn:aws:apigateway:eu-west-1::/domainnames/shop.example.com/apimappings"],
  ["cloudfront:UpdateDistribution", "arn:aws:cloudfront::444455556666:distribution/E1"],
  ["cloudfront:DeleteDistribution", "arn:aws:cloudfront::444455556666:distribution/E1"],
])("allows %s on %s only where it has the tag of a stage", (action, resource) => {
  expect(allows({ action, resource })).toBe(false);
  expect(allows({ action, resource, context: { "aws:ResourceTag/team": "shop" } })).toBe(false);
  expect(allows({ action, resource, context: { "aws:RequestTag/driftwheel:stage": "production" } })).toBe(
    false,
  );
  expect(allows({ action, resource, ...ours })).toBe(true);
});

it.each([
  ["kms:CreateKey", "*"],
  ["kms:TagResource", arn("kms", "key/1a2b")],
  ["apigateway:POST", "arn:aws:apigateway:eu-west-1::/apis"],
  ["cloudfront:CreateDistribution", "arn:aws:cloudfront::444455556666:distribution/*"],
])("allows %s only with the tag of a stage in the request", (action, resource) => {
  expect(allows({ action, resource })).toBe(false);
  expect(allows({ action, resource, context: { "aws:RequestTag/team": "shop" } })).toBe(false);
});
