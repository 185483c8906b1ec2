import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { announcedEntry } from "@driftwheel/core/webhooks/entry-event.ts";
import { recipientsOf } from "@driftwheel/core/webhooks/matching.ts";
import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { loadFleet } from "./shell/fleet.ts";
import { messageJson } from "./shell/message-json.ts";
import { once } from "./shell/once.ts";
import { readWebhookSettings } from "./shell/settings/webhook-settings.ts";
import { tellFailed } from "./shell/telemetry/failed-message.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";
import { metricsOf, publishMetrics } from "./shell/telemetry/metrics.ts";
import { type FanOut, fanOut } from "./webhooks/fan-out.ts";

const logger = loggerOf("webhooks");
const metrics = metricsOf("webhooks");

/** Entries of Driftwheel's own bus: starts a delivery for each subscription that wants one, and for the fleet's experiments. */
export const handler = middy<SQSEvent, SQSBatchResponse, Error, Context>()
  .use(injectLambdaContext(logger))
  .use(publishMetrics(metrics))
  .handler(async (event: SQSEvent, context: Context) => {
    const settings = readWebhookSettings(process.env);
    const fleet = await loadFleet(settings.fleet);
    // Most fleets have few subscriptions or none: AWS's clients are loaded by the first entry that one wants.
    const outside = once(async (): Promise<FanOut> => {
      const { dynamoDeliveryLog } = await import("@driftwheel/aws/webhooks/delivery-log.ts");
      const { startDelivery } = await import("@driftwheel/aws/webhooks/start-delivery.ts");
      return {
        log: dynamoDeliveryLog({ table: settings.table }),
        start: startDelivery(settings.deliveryFunction),
      };
    });
    return processPartialResponse(
      event,
      (record: SQSRecord) => one(record, fleet, outside),
      new BatchProcessor(EventType.SQS),
      {
        context,
        throwOnFullBatchFailure: false,
      },
    );
  });

async function one(record: SQSRecord, fleet: Fleet, outside: () => Promise<FanOut>): Promise<void> {
  const message = { messageId: record.messageId, receives: record.attributes.ApproximateReceiveCount };
  try {
    const entry = announcedEntry(messageJson(record.body));
    const wanted = recipientsOf(fleet, entry);
    const started = wanted.length === 0 ? [] : await fanOut(entry, wanted, await outside());
    logger.info("handled", { ...message, model: entry.model, entry: entry.sequence, started });
    metrics.addMetric("DeliveriesStarted", MetricUnit.Count, started.length);
  } catch (error) {
    tellFailed(logger, message, error);
    metrics.addMetric("NotHandled", MetricUnit.Count, 1);
    throw error;
  }
}
