import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import type { OfVariant } from "@driftwheel/core/monitor/inferences/inference-groups.ts";
import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { countInferences, recordInference } from "./inferences/record-inference.ts";
import { loadFleet } from "./shell/fleet.ts";
import { readTableSettings } from "./shell/settings/table-settings.ts";
import { tellFailed } from "./shell/telemetry/failed-message.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";

const logger = loggerOf("inferences");

/**
 * Notifications of the topics of asynchronous endpoints: each is an answer or an error, and counts once. What of them is
 * a prediction is logged, and what failed is kept for whoever sends it again.
 */
export const handler = middy<SQSEvent, SQSBatchResponse, Error, Context>()
  .use(injectLambdaContext(logger))
  .handler(async (event: SQSEvent, context: Context) => {
    const { table, fleet: path } = readTableSettings(process.env);
    const fleet = await loadFleet(path);
    const counted: OfVariant[] = [];
    const one = async ({ messageId, body, attributes }: SQSRecord): Promise<void> => {
      const message = { messageId, receives: attributes.ApproximateReceiveCount };
      try {
        const recorded = await recordInference(body, { fleet, table });
        const { outcome, counts, refusal } = recorded;
        logger.info("recorded", { ...message, ...outcome });
        if (counts) counted.push(counts);
        // Counted like every event that nobody understands: stacks/observability/log-metrics.ts.
        if (refusal) logger.error("not handled", { ...message, error: refusal });
      } catch (error) {
        tellFailed(logger, message, error);
        throw error;
      }
    };
    const answer = await processPartialResponse(event, one, new BatchProcessor(EventType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    });
    try {
      await countInferences(counted);
    } catch (error) {
      // They are on record as counted: a message that came again would not count, and one that counts twice is worse.
      logger.error("not counted", { results: counted.length, error });
    }
    return answer;
  });
