import { awsEffects } from "@driftwheel/aws/effects/effect-performer.ts";
import { awsFacts } from "@driftwheel/aws/facts/fact-finder.ts";
import { dynamoLedger } from "@driftwheel/aws/ledger.ts";
import type { Hands } from "@driftwheel/core/shell/handle.ts";
import { clock } from "./clock.ts";
import type { Reach } from "./reach.ts";
import type { Settings } from "./settings.ts";

/** The real ports: AWS, by the process's own credentials. */
export function awsHands(settings: Settings, { asks, performs }: Reach): Hands {
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
      effects: awsEffects(settings),
    },
  };
}
