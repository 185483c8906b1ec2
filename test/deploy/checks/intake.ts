import { isDeepStrictEqual } from "node:util";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { wantedRoutes } from "../../../stacks/functions/wanted-routes.ts";
import { type DeployGraph, graphPlace } from "../../../stacks/graph/build-graph.ts";
import {
  type FunctionName,
  messageFunctions,
  queuedFunctionsOf,
  type Route,
  taskFunctions,
  topicsOfInferences,
} from "../../../stacks/routes.ts";
import { json, list, named, object, ofType, statementsOf } from "../graph-reader.ts";

/** What is wrong on the way from a bus to a function: rule, target, queue, dead letters, consumer. */
export function checkIntake(graph: DeployGraph, fleet: Fleet): string[] {
  const routes = wantedRoutes({ fleet, ...graphPlace });
  const wrong = ofType(graph, "cloudwatch/eventRule:EventRule")
    .filter(({ name }) => !routes.some((route) => route.name === name))
    .map(({ name }) => `rule ${name} is in no route`);
  for (const route of routes) wrong.push(...checkRoute(graph, route).map((what) => `${route.name}: ${what}`));
  for (const name of new Set(routes.map((route) => route.function))) {
    wrong.push(...checkQueue(graph, name).map((what) => `queue of ${name}: ${what}`));
  }
  for (const name of queuedFunctionsOf(fleet).filter((one) => messageFunctions.has(one))) {
    wrong.push(...checkQueue(graph, name).map((what) => `queue of ${name}: ${what}`));
  }
  wrong.push(...checkTopics(graph, topicsOfInferences(fleet)));
  for (const name of taskFunctions) {
    const found = [...checkQueue(graph, name), ...checkTasks(graph, name)];
    wrong.push(...found.map((what) => `queue of ${name}: ${what}`));
  }
  return wrong;
}

const ownPlace = { account: [graphPlace.account], region: [graphPlace.region] };

function checkRoute(graph: DeployGraph, route: Route): string[] {
  const rule = ofType(graph, "cloudwatch/eventRule:EventRule").find(
    ({ name }) => name === route.name,
  )?.properties;
  if (!rule) return ["has no rule"];
  const wrong: string[] = [];
  const own = String(ofType(graph, "cloudwatch/eventBus:EventBus")[0]?.properties.name);
  if (rule.eventBusName !== (route.bus === "default" ? "default" : own)) {
    wrong.push("listens on another bus than its events are on");
  }
  const wanted = route.from === undefined ? route.pattern : { ...route.pattern, ...ownPlace };
  if (!isDeepStrictEqual(json(rule.eventPattern), wanted)) wrong.push("has another pattern than its route");
  const target = ofType(graph, "cloudwatch/eventTarget:EventTarget").find(
    ({ properties }) => properties.rule === rule.name,
  )?.properties;
  if (!target) return [...wrong, "has no target"];
  const dead = object(target.deadLetterConfig).arn;
  if (target.eventBusName !== rule.eventBusName) wrong.push("has a target on another bus");
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
  const onBus = route.bus === "default" ? "" : `${own}/`;
  for (const [what, arn, ending] of [
    ["queue", target.arn, `-${route.function}`],
    ["queue for the undelivered", dead, "-undelivered"],
  ] as const) {
    const queue = named(graph, "sqs/queue:Queue", arn);
    if (!queue || !String(arn).endsWith(ending)) wrong.push(`has no ${what}`);
    else if (!maySend(graph, queue.name, `rule/${onBus}${String(rule.name)}`))
      wrong.push(`may not send to its ${what}`);
  }
  const { maximumRetryAttempts, maximumEventAgeInSeconds } = object(target.retryPolicy);
  if (maximumRetryAttempts !== 185 || maximumEventAgeInSeconds !== 86_400)
    wrong.push("is not retried for a day");
  return wrong;
}

function maySend(graph: DeployGraph, queue: string, rule: string): boolean {
  const policy = ofType(graph, "sqs/queuePolicy:QueuePolicy").find(({ name }) => name === queue);
  return statementsOf(policy?.properties.policy).some(({ Action, Resource, Condition }) => {
    const sources = Condition?.ArnEquals?.["aws:SourceArn"];
    return (
      Action === "sqs:SendMessage" &&
      list(Resource).every((arn) => arn.endsWith(`-${queue}`)) &&
      Array.isArray(sources) &&
      sources.some((source) => String(source).endsWith(`:${rule}`))
    );
  });
}

/** Each topic tells the queue what SageMaker told it, and no topic else does. */
function checkTopics(graph: DeployGraph, topics: readonly string[]): string[] {
  const subscribed = ofType(graph, "sns/topicSubscription:TopicSubscription").filter(
    ({ properties }) => properties.protocol === "sqs",
  );
  const wrong: string[] = [];
  if (!isDeepStrictEqual(subscribed.map(({ properties }) => properties.topic).toSorted(), topics)) {
    wrong.push("other topics are subscribed to than the fleet names");
  }
  for (const { name, properties } of subscribed) {
    if (named(graph, "sqs/queue:Queue", properties.endpoint)?.name !== "inferences")
      wrong.push(`${name}: tells another queue`);
    if (properties.rawMessageDelivery !== true) wrong.push(`${name}: wraps what it tells`);
  }
  if (topics.length === 0) return wrong;
  const policy = ofType(graph, "sqs/queuePolicy:QueuePolicy").find(({ name }) => name === "inferences");
  const lets = statementsOf(policy?.properties.policy).some(
    ({ Action, Condition }) =>
      Action === "sqs:SendMessage" && isDeepStrictEqual(Condition?.ArnEquals?.["aws:SourceArn"], topics),
  );
  if (!lets) wrong.push("the queue of inferences does not let its topics send, and no others");
  return wrong;
}

/** Tasks are as long as a window is large: each is taken alone, and is sent to the queue that is read. */
function checkTasks(graph: DeployGraph, name: FunctionName): string[] {
  const wrong: string[] = [];
  const consumer = ofType(graph, "lambda/function:Function").find((found) => found.name === name)?.properties;
  const url = object(object(consumer?.environment).variables)[`DRIFTWHEEL_${name.toUpperCase()}_QUEUE`];
  if (!new RegExp(`/${graphPlace.account}/driftwheel-[a-z0-9]+-${name}$`).test(String(url)))
    wrong.push("its function sends tasks elsewhere");
  const mapping = ofType(graph, "lambda/eventSourceMapping:EventSourceMapping").find(
    (found) => found.name === name,
  )?.properties;
  if (mapping?.batchSize !== 1) wrong.push("its tasks wait for each other");
  return wrong;
}

function checkQueue(graph: DeployGraph, name: FunctionName): string[] {
  const queue = ofType(graph, "sqs/queue:Queue").find((found) => found.name === name)?.properties;
  const consumer = ofType(graph, "lambda/function:Function").find((found) => found.name === name)?.properties;
  if (!queue || !consumer) return ["is not there, or has no function"];
  const wrong: string[] = [];
  const timeout = Number(consumer.timeout);
  const visibility = Number(queue.visibilityTimeoutSeconds);
  if (!(visibility >= 6 * timeout))
    wrong.push(`hides messages for ${visibility} s, not 6 times ${timeout} s`);
  // Who must be told it is said in checks/environment.ts: the functions that perform effects.
  const { DRIFTWHEEL_GRACE_SECONDS: told } = object(object(consumer.environment).variables);
  const grace = Number(told);
  // What a task wants and has not done is in the ledger, and its next run's; no message comes again for it.
  if (told !== undefined && !taskFunctions.has(name) && !(grace > timeout && grace < visibility))
    wrong.push(`a grace of ${grace} s does not lie between timeout and visibility`);
  const { deadLetterTargetArn, maxReceiveCount } = json(queue.redrivePolicy);
  const dead = named(graph, "sqs/queue:Queue", deadLetterTargetArn)?.properties;
  if (!dead || !(Number(maxReceiveCount) >= 5)) wrong.push("has no queue for what cannot be handled");
  if (!(Number(dead?.messageRetentionSeconds) > Number(queue.messageRetentionSeconds))) {
    wrong.push("its dead letters do not outlive it");
  }
  for (const { properties } of [queue, dead].map((properties) => ({ properties }))) {
    if (properties?.sqsManagedSseEnabled !== true) wrong.push("is not encrypted");
  }
  const mapping = ofType(graph, "lambda/eventSourceMapping:EventSourceMapping").find(
    ({ properties }) => named(graph, "sqs/queue:Queue", properties.eventSourceArn)?.name === name,
  )?.properties;
  if (named(graph, "lambda/function:Function", mapping?.functionName)?.name !== name)
    wrong.push("is read by no function");
  if (!isDeepStrictEqual(mapping?.functionResponseTypes, ["ReportBatchItemFailures"])) {
    wrong.push("a whole batch comes back for one message");
  }
  return wrong;
}
