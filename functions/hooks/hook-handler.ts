import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { HookAnswer, HookResult } from "@driftwheel/webhooks/inbound/answers.ts";
import { type Receiver, receiveHook } from "@driftwheel/webhooks/inbound/receive.ts";
import type { PayloadTwo } from "@driftwheel/webhooks/inbound/request/lambda-request.ts";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { loggerOf } from "../shell/telemetry/logger.ts";
import { metricsOf, publishMetrics } from "../shell/telemetry/metrics.ts";

/** How API Gateway calls the function behind `POST /hooks/{source}`. */
export type HookHandler = (event: PayloadTwo, context: Context) => Promise<HookAnswer>;

/** @param connect what the handler works with; asked on every request. */
export function hookHandler(connect: () => Promise<Receiver>): HookHandler {
  const logger = loggerOf("hooks");
  const metrics = metricsOf("hooks");
  const names: Readonly<Record<HookResult["outcome"], string>> = {
    taken: "HooksTaken",
    repeated: "HooksRepeated",
    ignored: "HooksIgnored",
    pong: "HooksIgnored",
    refused: "HooksRefused",
    unreadable: "HooksUnreadable",
    postponed: "HooksPostponed",
    failed: "HooksFailed",
  };
  const handler = middy<PayloadTwo, HookAnswer, Error, Context>()
    .use(injectLambdaContext(logger))
    .use(publishMetrics(metrics))
    .handler(async (event: PayloadTwo) => {
      const result = await receiveHook(event, await connect());
      const line = { source: (event.pathParameters?.source ?? "").slice(0, 64), why: result.why };
      if (result.attention) logger.error(result.outcome, line);
      else if (result.outcome === "refused" || result.outcome === "unreadable")
        logger.warn(result.outcome, line);
      else logger.info(result.outcome, line);
      metrics.addMetric(names[result.outcome], MetricUnit.Count, 1);
      return result.answer;
    });
  return (event, context) => handler(event, context);
}
