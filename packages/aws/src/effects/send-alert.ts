import type { EffectAnswer, SendAlert } from "@driftwheel/core/effects/effect.ts";
import { tellAlert } from "@driftwheel/core/shell/tell-alert.ts";
import { type AlertPlace, awsOffice } from "../alert-office.ts";

/** Tells an alert by way of the fleet's alert desk, on the topic of its severity. */
export async function sendAlert(effect: SendAlert, place: AlertPlace): Promise<EffectAnswer> {
  return tellAlert(effect, awsOffice(place));
}
