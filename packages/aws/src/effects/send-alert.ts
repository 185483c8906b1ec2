import { tellAlert } from "@driftwheel/core/alerts/tell-alert.ts";
import type { EffectAnswer, SendAlert } from "@driftwheel/core/vocabulary/effect.ts";
import { type AlertPlace, awsOffice } from "../alerts/alert-office.ts";

/** Tells an alert by way of the fleet's alert desk, on the topic of its severity. */
export async function sendAlert(effect: SendAlert, place: AlertPlace): Promise<EffectAnswer> {
  return tellAlert(effect, awsOffice(place));
}
