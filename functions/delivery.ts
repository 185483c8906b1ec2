import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { dynamoDeliveryLog } from "@driftwheel/aws/webhooks/delivery-log.ts";
import { entryOf } from "@driftwheel/core/webhooks/entry-event.ts";
import * as z from "zod/mini";
import { deliveryActivities } from "./delivery/delivery-activities.ts";
import { deliveryContext } from "./delivery/delivery-context.ts";
import { deliveryWorkflow } from "./delivery/delivery-workflow.ts";
import { durableSteps } from "./shell/durable-steps.ts";
import { loadFleet } from "./shell/fleet.ts";
import { readWebhookSettings } from "./shell/settings/webhook-settings.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";

const logger = loggerOf("delivery");
const start = z.object({ subscription: z.string(), execution: z.int(), entry: z.unknown() });

/** One delivery: a durable execution of minutes or days, started once by its name. Answers how it ended. */
export const handler = withDurableExecution(async (input: unknown, context) => {
  const { subscription, execution, entry: announced } = start.parse(input);
  const entry = entryOf(announced);
  const settings = readWebhookSettings(process.env);
  const fleet = await loadFleet(settings.fleet);
  const activities = deliveryActivities({
    name: subscription,
    entry,
    log: dynamoDeliveryLog({ table: settings.table }),
    ...deliveryContext({ name: subscription, fleet, settings, warn: (message) => logger.warn(message) }),
  });
  const status = await deliveryWorkflow(durableSteps(context), activities, {
    subscription,
    execution,
    entry,
  });
  logger[status === "dead" ? "warn" : "info"]("delivery ended", {
    subscription,
    model: entry.model,
    entry: entry.sequence,
    execution,
    status,
  });
  return { status };
});
