import type { Logger } from "@aws-lambda-powertools/logger";
import { awsEffects } from "@driftwheel/aws/effects/effect-performer.ts";
import { awsFacts } from "@driftwheel/aws/facts/fact-finder.ts";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import type { Runtime } from "@driftwheel/core/decider/handle.ts";
import { KnownStates } from "@driftwheel/core/decider/known-states.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { clock } from "./clock.ts";
import type { Permissions } from "./permissions.ts";
import { consolePlace } from "./settings/console-place.ts";
import { deploymentOf } from "./settings/deployment.ts";
import type { Settings } from "./settings/settings.ts";
import { tellFailedEffects } from "./telemetry/failed-effects.ts";

/**
 * What decisions run on in AWS, by the process's own credentials.
 *
 * @param fleet says when alerts are sent, and where people look at what they are about.
 * @param logger is told of acts that AWS refused for good.
 */
export function awsRuntime(
  settings: Settings,
  { asks, performs }: Permissions,
  fleet: Fleet,
  logger: Logger,
): Runtime {
  const ledger = dynamoLedger({ table: settings.table });
  return {
    performs,
    grace: settings.grace,
    eager: new Set(),
    ports: {
      clock,
      ledger: tellFailedEffects(ledger, logger),
      snapshots: ledger,
      known: new KnownStates(),
      facts: awsFacts({ clock, asks, deployment: deploymentOf(process.env, fleet) }),
      effects: awsEffects({
        ...settings,
        notifications: fleet.telling,
        place: consolePlace(process.env, fleet),
        tracked: fleet.experiments !== undefined,
        clock,
        warn: (message) => logger.warn(message),
      }),
    },
  };
}
