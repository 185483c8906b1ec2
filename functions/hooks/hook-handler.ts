import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { logMetrics } from "@aws-lambda-powertools/metrics/middleware";
import type { HookAnswer, Told } from "@driftwheel/webhooks/inbound/answers.ts";
import { type Receiver, receiveHook } from "@driftwheel/webhooks/inbound/receive.ts";
import type { PayloadTwo } from "@driftwheel/webhooks/inbound/request/lambda-request.ts";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { loggerOf } from "../shell/logger.ts";
import { metricsOf } from "../shell/metrics.ts";

/** How API Gateway calls the function behind `POST /hooks/{source}`. */
export type HookHandler = (event: PayloadTwo, context: Context) => Promise<HookAnswer>;

/** @param connect what the handler works with; asked on every request. */
export function hookHandler(connect: () => Promise<Receiver>): HookHandler {
  const logger = loggerOf("hooks");
  const metrics = metricsOf("hooks");
  const names: Readonly<Record<Told["outcome"], string>> = {
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
    .use(logMetrics(metrics))
    .handler(async (event: PayloadTwo) => {
      const told = await receiveHook(event, await connect());
      const line = { source: (event.pathParameters?.source ?? "").slice(0, 64), why: told.why };
      if (told.attention) logger.error(told.outcome, line);
      else if (told.outcome === "refused" || told.outcome === "unreadable") logger.warn(told.outcome, line);
      else logger.info(told.outcome, line);
      metrics.addMetric(names[told.outcome], MetricUnit.Count, 1);
      return told.answer;
    });
  return (event, context) => handler(event, context);
}
