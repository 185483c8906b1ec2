import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { readApiSettings } from "../../../functions/api/api-settings.ts";
import { readHookSettings } from "../../../functions/hooks/hook-settings.ts";
import { readInvokeSettings } from "../../../functions/invoke/invoke-settings.ts";
import { readFleetPath } from "../../../functions/shell/settings/fleet-path.ts";
import { readSettings } from "../../../functions/shell/settings/settings.ts";
import { readTableSettings } from "../../../functions/shell/settings/table-settings.ts";
import { readWebhookSettings } from "../../../functions/shell/settings/webhook-settings.ts";
import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import {
  isProxied,
  logsPredictions,
  type Schedule,
  schedulesOf,
  topicsOfInferences,
} from "../../../stacks/routes.ts";
import { named, object, ofType } from "../graph-reader.ts";

const functionNames = [
  "api",
  "command",
  "delivery",
  "drift",
  "endpoint",
  "hooks",
  "monitor",
  "quality",
  "registry",
  "retraining",
  "rollout",
  "sweep",
  "webhooks",
];
/** Those that decide or watch read the whole environment; these a part of their own (checks/environment.ts). */
const ownSettings: Readonly<Record<string, (variables: Readonly<Record<string, string>>) => unknown>> = {
  api: readApiSettings,
  hooks: readHookSettings,
  webhooks: readWebhookSettings,
  delivery: readWebhookSettings,
  predictions: readFleetPath,
  inferences: readTableSettings,
  invoke: readInvokeSettings,
};

/** What is wrong with functions, their logs and settings, the durable function, the schedules. */
export function checkFunctions(
  graph: DeployGraph,
  { idle, models }: Pick<Fleet, "idle" | "models"> = { models: {} },
): string[] {
  const functions = ofType(graph, "lambda/function:Function");
  const expected = [
    ...functionNames,
    ...(idle ? ["idle"] : []),
    ...(logsPredictions({ models }) ? ["predictions"] : []),
    ...(topicsOfInferences({ models }).length > 0 ? ["inferences"] : []),
    ...(isProxied({ models }) ? ["invoke"] : []),
  ];
  const wrong = [
    ...expected
      .filter((name) => !functions.some((found) => found.name === name))
      .map((name) => `no function ${name}`),
    ...functions
      .filter(({ name }) => !expected.includes(name))
      .map(({ name }) => `function ${name} is there, and the fleet does not name what it is for`),
  ];
  wrong.push(...checkUrls(graph, isProxied({ models })));
  const roles = functions.map(({ properties }) => properties.role);
  if (new Set(roles).size !== functions.length) wrong.push("functions share a role");
  for (const { name, properties } of functions) {
    wrong.push(...checkOne(graph, name, properties).map((what) => `${name}: ${what}`));
  }
  return [
    ...wrong,
    ...["rollout", "delivery"].flatMap((name) => checkDurable(graph, name)),
    ...schedulesOf({ idle }).flatMap((schedule) => checkSchedule(graph, schedule)),
  ];
}

/** The proxy has the only URL, which lets in those alone whom the account allows, and lets the function go on once it has answered. */
function checkUrls(graph: DeployGraph, proxied: boolean): string[] {
  const urls = ofType(graph, "lambda/functionUrl:FunctionUrl");
  const wrong = urls.filter(({ name }) => name !== "invoke").map(({ name }) => `${name} has a URL`);
  const own = urls.find(({ name }) => name === "invoke")?.properties;
  if ((own !== undefined) !== proxied)
    wrong.push("the proxy's URL is there where it is not wanted, or missing");
  if (own === undefined) return wrong;
  if (named(graph, "lambda/function:Function", own.functionName)?.name !== "invoke")
    wrong.push("the proxy's URL is another function's");
  if (own.authorizationType !== "AWS_IAM") wrong.push("the proxy lets in whoever comes");
  if (own.invokeMode !== "RESPONSE_STREAM") wrong.push("the proxy is frozen before its prediction is logged");
  const invited = ofType(graph, "lambda/permission:Permission").filter(
    ({ properties }) => named(graph, "lambda/function:Function", properties.function)?.name === "invoke",
  );
  if (invited.length > 0) wrong.push("the proxy invites somebody by itself");
  return wrong;
}

function checkOne(graph: DeployGraph, name: string, properties: Readonly<Record<string, unknown>>): string[] {
  const wrong: string[] = [];
  if (properties.runtime !== "nodejs24.x") wrong.push("runs on another Node than the tests");
  if (properties.handler !== `${name}.handler`) wrong.push("has another handler than its bundle exports");
  const { logGroup, logFormat } = object(properties.loggingConfig);
  const logs = ofType(graph, "cloudwatch/logGroup:LogGroup").find(
    (found) => found.properties.name === logGroup,
  );
  if (!(Number(logs?.properties.retentionInDays) > 0)) wrong.push("keeps its logs for ever");
  if (logFormat !== "JSON") wrong.push("writes logs that durable functions and filters cannot read");
  if (object(properties.tracingConfig).mode !== "PassThrough") wrong.push("is traced though nobody chose it");
  try {
    const variables = Object.fromEntries(
      Object.entries(object(object(properties.environment).variables)).map(([key, value]) => [
        key,
        String(value),
      ]),
    );
    const readOwn = ownSettings[name];
    if (readOwn) {
      readOwn(variables);
      return wrong;
    }
    const settings = readSettings(variables);
    if (!named(graph, "dynamodb/table:Table", settings.table)) wrong.push("writes to another table");
    if (!named(graph, "cloudwatch/eventBus:EventBus", settings.bus)) wrong.push("announces on another bus");
    if (!/:function:driftwheel-[a-z0-9-]+-rollout:live$/.test(settings.rolloutFunction)) {
      wrong.push("starts rollouts without a version");
    }
  } catch (error) {
    wrong.push(String(error));
  }
  return wrong;
}

/** Seconds that an execution must be let live: a rollout's deadline, and four days of a webhook's attempts. */
const leastTimeout: Readonly<Record<string, number>> = { rollout: 86_400, delivery: 4 * 86_400 };

function checkDurable(graph: DeployGraph, name: string): string[] {
  const durable = ofType(graph, "lambda/function:Function").find((found) => found.name === name)?.properties;
  const alias = ofType(graph, "lambda/alias:Alias").find((found) => found.name === name);
  const wrong: string[] = [];
  const { executionTimeout, retentionPeriod } = object(durable?.durableConfig);
  if (!(Number(executionTimeout) > (leastTimeout[name] ?? 0)) || !(Number(retentionPeriod) > 0))
    wrong.push(`${name}: is not durable for long enough`);
  if (durable?.publish !== true) wrong.push(`${name}: has no versions`);
  if (alias?.properties.name !== "live" || !/^\d+$/.test(String(alias.properties.functionVersion))) {
    wrong.push(`${name}: its alias is pinned to no version`);
  }
  return wrong;
}

function checkSchedule(graph: DeployGraph, { name, function: called, every }: Schedule): string[] {
  const found = ofType(graph, "scheduler/schedule:Schedule").find(
    (schedule) => schedule.name === name,
  )?.properties;
  if (!found) return [`schedule ${name}: is not there`];
  const wrong: string[] = [];
  if (found.scheduleExpression !== `rate(${every / 60_000} minutes)`) wrong.push("has another rhythm");
  const target = object(found.target);
  if (named(graph, "lambda/function:Function", target.arn)?.name !== called)
    wrong.push("calls another function");
  if (!named(graph, "sqs/queue:Queue", object(target.deadLetterConfig).arn))
    wrong.push("forgets calls that failed");
  return wrong.map((what) => `schedule ${name}: ${what}`);
}
