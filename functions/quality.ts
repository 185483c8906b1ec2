import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { clock } from "./shell/clock.ts";
import { forEachModel } from "./shell/each-model.ts";
import { loadFleet } from "./shell/fleet.ts";
import { readSettings } from "./shell/settings/settings.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";

const logger = loggerOf("quality");

/** Scheduled: joins new ground truth with captured answers, for every model whose policy says where it lies. */
export const handler = middy<unknown, void, Error, Context>()
  .use(injectLambdaContext(logger))
  .handler(async () => {
    const fleet = await loadFleet(readSettings(process.env).fleet);
    await forEachModel(fleet, async (model, policy) => {
      if (!policy.quality) return;
      // S3's client is loaded by the first model that has ground truth.
      const { judgeHours } = await import("./quality/quality-hours.ts");
      for await (const judged of judgeHours(policy, clock.now())) logger.info("judged", { model, ...judged });
    });
  });
