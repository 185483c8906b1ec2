import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { runIdle } from "@driftwheel/core/idle/run.ts";
import { type UndoAnswer, undoIdle } from "@driftwheel/core/idle/undo.ts";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { idlePorts } from "./idle/idle-ports.ts";
import { undoRequestOf } from "./idle/undo-request.ts";
import { loadFleet } from "./shell/fleet.ts";
import { readSettings } from "./shell/settings/settings.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";

const logger = loggerOf("idle");

interface IdleAnswer {
  readonly open: number;
  readonly unread: readonly string[];
}

/** Scheduled: finds what stands idle in the account. Called with `{ undo }`: takes back what was done to a resource. */
export const handler = middy<unknown, UndoAnswer | IdleAnswer | null, Error, Context>()
  .use(injectLambdaContext(logger))
  .handler(async (event: unknown) => {
    const settings = readSettings(process.env);
    const fleet = await loadFleet(settings.fleet);
    const undo = undoRequestOf(event);
    if (!fleet.idle) {
      if (undo) return { result: "refused", why: "The fleet has no idle, so nothing was stopped." };
      // The small AWS has every function, whatever the fleet names.
      return null;
    }
    const ports = idlePorts(settings, fleet, logger);
    if (undo) {
      const answer = await undoIdle(fleet.idle, undo, ports);
      logger.info("taken back", { ...undo, ...answer });
      return answer;
    }
    const { state, unread } = await runIdle(fleet, ports);
    const answer = { open: Object.keys(state.open).length, unread };
    if (unread.length > 0) logger.warn("not all could be read", answer);
    else logger.info("looked", answer);
    return answer;
  });
