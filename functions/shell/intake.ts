import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Logger } from "@aws-lambda-powertools/logger";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import type { Metrics } from "@aws-lambda-powertools/metrics";
import { MetricUnit } from "@aws-lambda-powertools/metrics";
import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { loadFleet } from "./fleet.ts";
import { assertComplete, handleMessage, type MessageContext } from "./handle-message.ts";
import { once } from "./once.ts";
import { type Permissions, permissions } from "./permissions.ts";
import { readSettings } from "./settings/settings.ts";
import { tellFailed } from "./telemetry/failed-message.ts";
import { loggerOf } from "./telemetry/logger.ts";
import { metricsOf, publishMetrics } from "./telemetry/metrics.ts";

interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** A function behind a queue: what it is called in logs, which also says what it may do. */
export interface Intake {
  readonly name: keyof typeof permissions;
  /** AWS, by the environment's settings, unless given. */
  readonly connect?: () => Promise<MessageContext>;
}

/** How Lambda calls a function behind a queue. */
export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * The handler of a function behind a queue. Each message goes through the shell on its own, one after the other,
 * because messages of one batch mostly concern one model. Those that fail are named, so that only they come back.
 */
export function intake({ name, connect }: Intake): QueueHandler {
  const telemetry = { logger: loggerOf(name), metrics: metricsOf(name) };
  const connected = connect ?? (() => toAws(permissions[name], telemetry.logger));
  const handler = middy<SQSEvent, SQSBatchResponse, Error, Context>()
    .use(injectLambdaContext(telemetry.logger))
    .use(publishMetrics(telemetry.metrics))
    .handler(async (event: SQSEvent, context: Context) => {
      const messages = await connected();
      const processor = new BatchProcessor(EventType.SQS); // it remembers its batch, and batches may overlap
      const handle = (record: SQSRecord) => one(record, messages, telemetry);
      return processPartialResponse(event, handle, processor, {
        context,
        processInParallel: false,
        throwOnFullBatchFailure: false,
      });
    });
  return (event, context) => handler(event, context);
}

/** True for what a queue sends, whatever its records are; anything else was sent by a caller. */
export function isQueueEvent(event: unknown): event is SQSEvent {
  return typeof event === "object" && event !== null && "Records" in event && Array.isArray(event.Records);
}

/** Most events concern no model of the fleet, so AWS's clients are loaded by the first that does. */
export async function toAws(permissions: Permissions, logger: Logger): Promise<MessageContext> {
  const settings = readSettings(process.env);
  const fleet = await loadFleet(settings.fleet);
  return {
    fleet,
    runtime: once(async () =>
      (await import("./runtime.ts")).awsRuntime(settings, permissions, fleet, logger),
    ),
  };
}

async function one(record: SQSRecord, messages: MessageContext, telemetry: Telemetry): Promise<void> {
  const { logger, metrics } = telemetry;
  const message = { messageId: record.messageId, receives: record.attributes.ApproximateReceiveCount };
  try {
    const handled = await handleMessage(record.body, messages);
    if (handled.result === "dropped") {
      logger.info("dropped", { ...message, reason: handled.reason });
      metrics.addMetric("Dropped", MetricUnit.Count, 1);
      return;
    }
    for (const { model, outcome } of handled.of) {
      const kinds = outcome.appended.map(({ kind }) => kind);
      logger.info("handled", { ...message, model, signal: handled.signal, entries: kinds });
      metrics.addMetric("Entries", MetricUnit.Count, kinds.length);
    }
    assertComplete(handled);
  } catch (error) {
    tellFailed(logger, message, error);
    metrics.addMetric("NotHandled", MetricUnit.Count, 1);
    throw error;
  }
}
