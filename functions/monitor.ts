import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { watchWindows } from "./monitor/watch-windows.ts";
import { clock } from "./shell/clock.ts";
import { forEachModel } from "./shell/each-model.ts";
import { loadFleet } from "./shell/fleet.ts";
import { readSettings } from "./shell/settings/settings.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";

const logger = loggerOf("monitor");

/** Scheduled: assesses the closed windows of every model that Driftwheel's own monitor watches. */
export const handler = middy<unknown, void, Error, Context>()
  .use(injectLambdaContext(logger))
  .handler(async () => {
    const fleet = await loadFleet(readSettings(process.env).fleet);
    await forEachModel(fleet, async (model, policy) => {
      if (policy.drift.monitor !== "driftwheel") return;
      for await (const watched of watchWindows(policy, clock.now())) {
        if (watched.result !== "assessed-before") logger.info("watched", { model, ...watched });
      }
    });
  });
