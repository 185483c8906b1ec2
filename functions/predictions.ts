import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { logPredictions } from "./predictions/log-predictions.ts";
import { loadFleet } from "./shell/fleet.ts";
import { readFleetPath } from "./shell/settings/fleet-path.ts";
import { tellFailed } from "./shell/telemetry/failed-message.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";

const logger = loggerOf("predictions");

/** Messages of predictions, which whoever asks a model sends: each goes into the model's prediction log once. */
export const handler = middy<SQSEvent, SQSBatchResponse, Error, Context>()
  .use(injectLambdaContext(logger))
  .handler(async (event: SQSEvent, context: Context) => {
    const fleet = await loadFleet(readFleetPath(process.env));
    const one = async ({ messageId, body, attributes }: SQSRecord): Promise<void> => {
      const message = { messageId, receives: attributes.ApproximateReceiveCount };
      try {
        const logged = await logPredictions(body, new Date(Number(attributes.SentTimestamp)), fleet);
        logger.info("logged", {
          ...message,
          model: logged.model,
          files: logged.files,
          written: logged.written,
        });
        // Counted like every event that nobody understands: stacks/observability/log-metrics.ts.
        if (logged.refusal)
          logger.error("not handled", { ...message, model: logged.model, error: logged.refusal });
      } catch (error) {
        tellFailed(logger, message, error);
        throw error;
      }
    };
    return processPartialResponse(event, one, new BatchProcessor(EventType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    });
  });
