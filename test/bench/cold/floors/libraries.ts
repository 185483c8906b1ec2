import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { Logger } from "@aws-lambda-powertools/logger";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";

/** What a function behind a queue cannot do without, and nothing of ours: it drops each message, logs that and counts it. */
const logger = new Logger({ serviceName: "floor" });
const metrics = new Metrics({ namespace: "Driftwheel/Floor", serviceName: "floor" });
const dropping = middy<SQSEvent, SQSBatchResponse, Error, Context>()
  .use(injectLambdaContext(logger))
  .handler(async (event, context) => {
    const processor = new BatchProcessor(EventType.SQS);
    const drop = () => {
      logger.info("dropped");
      metrics.addMetric("Dropped", MetricUnit.Count, 1);
      return Promise.resolve();
    };
    return processPartialResponse(event, drop, processor, { context, processInParallel: false });
  });

export const handler = async (event: SQSEvent, context: Context) => {
  const response = await dropping(event, context);
  metrics.publishStoredMetrics();
  return response;
};
