import { awsEffects } from "@driftwheel/aws/effects/effect-performer.ts";
import { awsFacts } from "@driftwheel/aws/facts/fact-finder.ts";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import type { Hands } from "@driftwheel/core/decider/handle.ts";
import type { Telling } from "@driftwheel/core/policy/telling.ts";
import { clock } from "./clock.ts";
import type { Reach } from "./reach.ts";
import type { Settings } from "./settings.ts";

/**
 * The real ports: AWS, by the process's own credentials.
 *
 * @param telling how the fleet wants alerts told.
 */
export function awsHands(settings: Settings, { asks, performs }: Reach, telling: Telling | undefined): Hands {
  const ledger = dynamoLedger({ table: settings.table });
  return {
    performs,
    grace: settings.grace,
    eager: new Set(),
    ports: {
      clock,
      ledger,
      snapshots: ledger,
      facts: awsFacts({ clock, asks }),
      effects: awsEffects({ ...settings, telling, clock }),
    },
  };
}
