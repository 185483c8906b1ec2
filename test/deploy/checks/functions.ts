import { readSettings } from "../../../functions/shell/settings.ts";
import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { schedules } from "../../../stacks/routes.ts";
import { named, object, ofType } from "../graph-reader.ts";

const functionNames = [
  "drift",
  "endpoint",
  "monitor",
  "quality",
  "registry",
  "retraining",
  "rollout",
  "sweep",
];

/** What is wrong with functions, their logs and settings, the durable function, the schedules. */
export function checkFunctions(graph: DeployGraph): string[] {
  const functions = ofType(graph, "lambda/function:Function");
  const wrong = functionNames
    .filter((name) => !functions.some((found) => found.name === name))
    .map((name) => `no function ${name}`);
  const roles = functions.map(({ properties }) => properties.role);
  if (new Set(roles).size !== functions.length) wrong.push("functions share a role");
  for (const { name, properties } of functions) {
    wrong.push(...checkOne(graph, name, properties).map((what) => `${name}: ${what}`));
  }
  return [
    ...wrong,
    ...checkRollout(graph),
    ...schedules.flatMap((schedule) => checkSchedule(graph, schedule)),
  ];
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
    const variables = Object.entries(object(object(properties.environment).variables));
    const settings = readSettings(Object.fromEntries(variables.map(([key, value]) => [key, String(value)])));
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

function checkRollout(graph: DeployGraph): string[] {
  const rollout = ofType(graph, "lambda/function:Function").find(
    ({ name }) => name === "rollout",
  )?.properties;
  const [alias] = ofType(graph, "lambda/alias:Alias");
  const wrong: string[] = [];
  const { executionTimeout, retentionPeriod } = object(rollout?.durableConfig);
  if (!(Number(executionTimeout) > 0) || !(Number(retentionPeriod) > 0))
    wrong.push("rollout: is not durable");
  if (rollout?.publish !== true) wrong.push("rollout: has no versions");
  if (alias?.properties.name !== "live" || !/^\d+$/.test(String(alias.properties.functionVersion))) {
    wrong.push("rollout: its alias is pinned to no version");
  }
  return wrong;
}

function checkSchedule(
  graph: DeployGraph,
  { name, function: called, every }: (typeof schedules)[number],
): string[] {
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
