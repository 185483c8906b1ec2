import { code, json, named, seconds, table } from "./markdown.ts";
import { list, number, object, ofType, type PlannedResource, text, words } from "./resource.ts";

const or = (value: string | null, otherwise: string): string => value ?? otherwise;
const duration = (value: number | null): string => (value === null ? "AWS's default" : seconds(value));
export function renderFunctions(resources: readonly PlannedResource[]): string {
  return table(
    ["function", "runtime", "memory", "timeout", "logs kept", "traces", "durable executions"],
    ofType(resources, "aws:lambda/function:Function").map((one) => {
      const group = object(one.properties.loggingConfig)?.logGroup;
      const logs = ofType(resources, "aws:cloudwatch/logGroup:LogGroup").find(
        (candidate) => text(candidate, "name") === group,
      );
      const days = logs ? number(logs, "retentionInDays") : null;
      const durable = object(one.properties.durableConfig);
      return [
        one.name,
        [or(text(one, "runtime"), ""), ...list(one.properties.architectures).map((one) => words(one))].join(
          ", ",
        ),
        `${or(text(one, "memorySize"), "128")} MB`,
        duration(number(one, "timeout")),
        days === null ? "not said" : `${days} days`,
        object(one.properties.tracingConfig)?.mode === "Active" ? "by X-Ray" : "none",
        durable
          ? `at most ${duration(Number(durable.executionTimeout))}, kept ${words(durable.retentionPeriod)} days`
          : "",
      ];
    }),
  );
}

export function renderRules(resources: readonly PlannedResource[]): string {
  const targets = ofType(resources, "aws:cloudwatch/eventTarget:EventTarget");
  return table(
    ["rule", "bus", "pattern or schedule", "goes to", "tried again", "DLQ"],
    ofType(resources, "aws:cloudwatch/eventRule:EventRule").map((rule) => {
      const own = targets.filter((target) => [rule.name, text(rule, "name")].includes(text(target, "rule")));
      return [
        rule.name,
        or(named(text(rule, "eventBusName") ?? "default"), "default"),
        code(text(rule, "scheduleExpression") ?? json(object(rule.properties.eventPattern))),
        own.map((target) => named(text(target, "arn"))).join("<br>"),
        own.map(({ properties }) => retried(properties.retryPolicy)).join("<br>"),
        own.map(({ properties }) => named(object(list(properties.deadLetterConfig)[0])?.arn)).join("<br>"),
      ];
    }),
  );
}

export function renderSchedules(resources: readonly PlannedResource[]): string {
  return table(
    ["schedule", "expression", "goes to", "tried again", "DLQ"],
    ofType(resources, "aws:scheduler/schedule:Schedule").map((schedule) => {
      const target = object(schedule.properties.target);
      return [
        schedule.name,
        code(or(text(schedule, "scheduleExpression"), "")),
        named(target?.arn),
        retried(target?.retryPolicy),
        named(object(target?.deadLetterConfig)?.arn),
      ];
    }),
  );
}

/** How often AWS tries to deliver; a list of one in some resources. */
function retried(policy: unknown): string {
  const said = object(list(policy)[0]);
  return said
    ? `${words(said.maximumRetryAttempts)} times in ${duration(Number(said.maximumEventAgeInSeconds))}`
    : "AWS's default";
}

export function renderQueues(resources: readonly PlannedResource[]): string {
  return table(
    ["queue", "hidden while handled", "kept", "encrypted", "after so many tries", "goes to"],
    ofType(resources, "aws:sqs/queue:Queue").map((queue) => {
      const redrive = object(queue.properties.redrivePolicy);
      const key = text(queue, "kmsMasterKeyId");
      return [
        queue.name,
        duration(number(queue, "visibilityTimeoutSeconds")),
        duration(number(queue, "messageRetentionSeconds")),
        key ? `by key ${named(key)}` : "by SQS",
        redrive ? words(redrive.maxReceiveCount) : "",
        redrive ? named(redrive.deadLetterTargetArn) : "stays",
      ];
    }),
  );
}

export function renderMappings(resources: readonly PlannedResource[]): string {
  return table(
    ["queue", "function", "batch", "partial batch responses", "at most at once"],
    ofType(resources, "aws:lambda/eventSourceMapping:EventSourceMapping").map((mapping) => [
      named(text(mapping, "eventSourceArn")),
      named(text(mapping, "functionName")),
      or(text(mapping, "batchSize"), "10"),
      list(mapping.properties.functionResponseTypes).includes("ReportBatchItemFailures") ? "yes" : "no",
      words(object(mapping.properties.scalingConfig)?.maximumConcurrency, "no limit"),
    ]),
  );
}
