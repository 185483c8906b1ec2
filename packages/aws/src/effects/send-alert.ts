import type { EffectAnswer, SendAlert } from "@driftwheel/core/effects/effect.ts";
import type { Telling } from "@driftwheel/core/policy/telling.ts";
import type { Clock, Secrets } from "@driftwheel/core/shell/ports.ts";
import { type AlertOffice, tellAlert } from "@driftwheel/core/shell/tell-alert.ts";
import { dynamoAlertDesk } from "../alert-desk.ts";
import { publishAlert, type Topics } from "../publish-alert.ts";
import { linkSigner } from "../sign-links.ts";

/** What telling needs to know of the place. */
export interface AlertPlace {
  readonly topics: Topics;
  /** The ledger's table, which holds the alert desk. */
  readonly table: string;
  readonly telling: Telling | undefined;
  /** Public base URL of the API, and name of the parameter with the key of links; without either, no URLs. */
  readonly apiUrl: string | null;
  readonly linkSecret: string | null;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** Tells an alert by way of the fleet's alert desk, on the topic of its severity. */
export async function sendAlert(effect: SendAlert, place: AlertPlace): Promise<EffectAnswer> {
  return tellAlert(effect, awsOffice(place));
}

export function awsOffice({ topics, table, telling, clock, ...links }: AlertPlace): AlertOffice {
  return {
    desk: dynamoAlertDesk({ table }),
    telling,
    clock,
    sign: linkSigner(links),
    publish: (alert) => publishAlert(alert, topics),
  };
}
