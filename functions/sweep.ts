import type { Logger } from "@aws-lambda-powertools/logger";
import { dynamoFleetRecords } from "@driftwheel/aws/ledger/fleet-record.ts";
import { type Handled, handleSignal } from "@driftwheel/core/decider/handle.ts";
import { clock } from "./shell/clock.ts";
import { permissions } from "./shell/permissions.ts";
import { awsRuntime } from "./shell/runtime.ts";
import { minuteOf } from "./shell/tasks/task.ts";
import { taskFunction } from "./shell/tasks/task-function.ts";
import { sweepDeparted } from "./sweep/departed-models.ts";
import { sendDueDigest } from "./sweep/send-digest.ts";

/**
 * Scheduled: finds what no event told, and does what nobody confirmed. A task is one model's sweep; the run itself sees to
 * models that left the fleet, and sends the digest.
 */
export const handler = taskFunction({
  name: "sweep",
  plan: ({ models }, now) => Object.keys(models).map((model) => ({ model, at: minuteOf(now) })),
  async perform({ model, at }, policy, { fleet, settings, logger }) {
    const runtime = awsRuntime(settings, permissions.sweep, fleet, logger);
    // One sweep a minute: a schedule that fires twice sweeps once.
    const identity = `sweep/${at.toISOString().slice(0, 16)}`;
    const signal = { kind: "swept", identity, at: clock.now().toISOString(), model } as const;
    log(logger, model, await handleSignal(model, signal, policy, runtime));
  },
  async besides({ fleet, settings, logger }) {
    const runtime = awsRuntime(settings, permissions.sweep, fleet, logger);
    try {
      await sweepDeparted(fleet, dynamoFleetRecords(settings), runtime, (model, handled) =>
        log(logger, model, handled),
      );
    } finally {
      // What is in the way of models that left must not keep back what is to be told.
      await sendDueDigest(settings, fleet, logger);
    }
  },
});

function log(logger: Logger, model: string, { appended, postponed }: Handled): void {
  logger.info("swept", {
    model,
    entries: appended.map(({ kind }) => kind),
    postponed: postponed.map(({ message }) => message),
  });
}
