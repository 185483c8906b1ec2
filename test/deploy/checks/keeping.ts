import { matchesPattern } from "@driftwheel/local/events/pattern.ts";
import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { json, named, object, ofType, statementsOf } from "../graph-reader.ts";

/** What is wrong with the ledger, the bus with its archive, and the topics. */
export function checkKeeping(graph: DeployGraph, stage: string): string[] {
  const wrong: string[] = [];
  const [table, ...more] = ofType(graph, "dynamodb/table:Table");
  if (!table || more.length > 0) wrong.push("there is not one ledger");
  const ledger = table?.properties ?? {};
  if (ledger.billingMode !== "PAY_PER_REQUEST") wrong.push("the ledger is not on demand");
  if (object(ledger.pointInTimeRecovery).enabled !== true)
    wrong.push("the ledger has no point-in-time recovery");
  if (ledger.hashKey !== "pk" || ledger.rangeKey !== "sk")
    wrong.push("the ledger has other keys than the code");
  const { attributeName, enabled } = object(ledger.ttl);
  if (enabled !== true || attributeName !== "expires") wrong.push("logs of deliveries are kept for ever");
  if ((stage === "production") !== (ledger.deletionProtectionEnabled === true)) {
    wrong.push("the ledger is protected from deletion in production, and only there");
  }
  if ((stage === "production") !== (table?.kept === true)) {
    wrong.push("a removal of the stage leaves the ledger in production, and only there");
  }
  wrong.push(...checkOverwritten(graph, ledger));
  const [bus] = ofType(graph, "cloudwatch/eventBus:EventBus");
  const [archive] = ofType(graph, "cloudwatch/eventArchive:EventArchive");
  if (!bus || !String(archive?.properties.eventSourceArn).endsWith(`/${String(bus.properties.name)}`)) {
    wrong.push("Driftwheel's bus has no archive");
  }
  for (const severity of ["page", "notify", "info"]) wrong.push(...checkTopic(graph, severity));
  return wrong;
}

/** A write to an entry's item that is no append reaches a queue; appends, snapshots and the rest reach nothing. */
function checkOverwritten(graph: DeployGraph, ledger: Readonly<Record<string, unknown>>): string[] {
  const pipe = ofType(graph, "pipes/pipe:Pipe")[0]?.properties;
  if (
    !pipe ||
    ledger.streamEnabled !== true ||
    !String(pipe.source).includes(`table/${String(ledger.name)}/stream/`)
  ) {
    return ["nobody learns that an entry was overwritten"];
  }
  const { filters } = object(object(pipe.sourceParameters).filterCriteria);
  const patterns = (Array.isArray(filters) ? filters : []).map((filter) => json(object(filter).pattern));
  const write = (eventName: string, sk: string) => ({
    eventName,
    dynamodb: { Keys: { pk: { S: "MODEL#frost" }, sk: { S: sk } } },
  });
  const told = (event: object) => patterns.some((pattern) => matchesPattern(pattern, event));
  return [
    ...(named(graph, "sqs/queue:Queue", pipe.target) ? [] : ["what was overwritten is told to no queue"]),
    ...["MODIFY", "REMOVE"]
      .filter((name) => !told(write(name, "ENTRY#000000000012")))
      .map((name) => `nobody learns of a ${name} of an entry`),
    ...[write("INSERT", "ENTRY#000000000012"), write("MODIFY", "SNAPSHOT"), write("REMOVE", "DELIVERY#1")]
      .filter(told)
      .map(({ eventName }) => `a ${eventName} that is right is told`),
  ];
}

function checkTopic(graph: DeployGraph, severity: string): string[] {
  const topic = ofType(graph, "sns/topic:Topic").find(({ name }) => name === severity)?.properties;
  if (!topic) return [`there is no topic ${severity}`];
  const wrong: string[] = [];
  if (!topic.kmsMasterKeyId) wrong.push(`topic ${severity} is not encrypted`);
  const policy = ofType(graph, "sns/topicPolicy:TopicPolicy").find(
    ({ name }) => name === severity,
  )?.properties;
  const statements = statementsOf(policy?.policy);
  if (
    !statements.some(
      ({ Effect, Condition }) => Effect === "Allow" && Condition?.StringEquals?.["aws:SourceAccount"],
    )
  ) {
    wrong.push(`topic ${severity} lets in no alarm of this account`);
  }
  if (statements.some(({ Effect, Condition }) => Effect === "Allow" && !Condition)) {
    wrong.push(`topic ${severity} lets in anyone`);
  }
  if (
    severity !== "info" &&
    !ofType(graph, "sns/topicSubscription:TopicSubscription").some(({ properties }) =>
      String(properties.topic).endsWith(`-${severity}`),
    )
  ) {
    wrong.push(`nobody hears topic ${severity}`);
  }
  return wrong;
}
