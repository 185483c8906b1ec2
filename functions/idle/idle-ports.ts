import type { Logger } from "@aws-lambda-powertools/logger";
import { publishIdleEntry } from "@driftwheel/aws/effects/publish-entry.ts";
import { sendAlert } from "@driftwheel/aws/effects/send-alert.ts";
import { failure } from "@driftwheel/aws/failure.ts";
import { awsIdleActor } from "@driftwheel/aws/idle/actor.ts";
import { findInventory } from "@driftwheel/aws/idle/inventory/inventory.ts";
import { dynamoIdleLedger } from "@driftwheel/aws/ledger/idle-ledger.ts";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { monthlyPriceOf } from "@driftwheel/core/idle/monthly-price.ts";
import type { IdlePorts } from "@driftwheel/core/idle/ports.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { clock } from "../shell/clock.ts";
import type { Settings } from "../shell/settings/settings.ts";

/** What idle resources are looked for with, by the function's own credentials. */
export function idlePorts(settings: Settings, fleet: Fleet, logger: Logger): IdlePorts {
  const notifier = {
    ...settings,
    notifications: fleet.telling,
    clock,
    warn: (message: string) => logger.warn(message),
  };
  const ledgers = { models: Object.keys(fleet.models), ledger: dynamoLedger({ table: settings.table }) };
  return {
    clock,
    ledger: dynamoIdleLedger({ table: settings.table }),
    actor: awsIdleActor(clock),
    price: monthlyPriceOf(fleet.costs, process.env.AWS_REGION ?? null),
    inventory: (policy, state, now) => findInventory(policy, { state, now, fleet: ledgers }),
    tell: (alert) => named("telling of idle resources", () => sendAlert(alert, notifier)),
    announce: async (entry) =>
      void (await named(`announcing ${entry.kind}`, () => publishIdleEntry(entry, settings.bus))),
  };
}

/** What goes wrong is told in Driftwheel's own words for 'again' and 'no'. */
async function named<Answer>(doing: string, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    throw failure(error, doing);
  }
}
