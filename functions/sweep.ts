import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { dynamoFleetRecords } from "@driftwheel/aws/ledger/fleet-record.ts";
import { type Handled, handleSignal } from "@driftwheel/core/decider/handle.ts";
import type { Swept } from "@driftwheel/core/vocabulary/signal.ts";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { clock } from "./shell/clock.ts";
import { forEachModel } from "./shell/each-model.ts";
import { loadFleet } from "./shell/fleet.ts";
import { permissions } from "./shell/permissions.ts";
import { awsRuntime } from "./shell/runtime.ts";
import { readSettings } from "./shell/settings/settings.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";
import { sweepDeparted } from "./sweep/departed-models.ts";
import { sendDueDigest } from "./sweep/send-digest.ts";

const logger = loggerOf("sweep");

/** Scheduled: finds what no event told, and does what nobody confirmed. */
export const handler = middy<unknown, void, Error, Context>()
  .use(injectLambdaContext(logger))
  .handler(async () => {
    const settings = readSettings(process.env);
    const fleet = await loadFleet(settings.fleet);
    const runtime = awsRuntime(settings, permissions.sweep, fleet, logger);
    const log = (model: string, { appended, postponed }: Handled) =>
      logger.info("swept", {
        model,
        entries: appended.map(({ kind }) => kind),
        postponed: postponed.map(({ message }) => message),
      });
    try {
      await forEachModel(fleet, async (model, policy) => {
        log(model, await handleSignal(model, swept(model), policy, runtime));
      });
    } finally {
      // A model in trouble must not keep back what is to be done and told for the others.
      try {
        await sweepDeparted(fleet, dynamoFleetRecords(settings), runtime, log);
      } finally {
        await sendDueDigest(settings, fleet, logger);
      }
    }
  });

/** One sweep a minute: a schedule that fires twice sweeps once. */
function swept(model: string): Swept {
  const at = clock.now().toISOString();
  return { kind: "swept", identity: `sweep/${at.slice(0, 16)}`, at, model };
}
