import { notify } from "@driftwheel/core/alerts/notifier.ts";
import type { EffectAnswer, SendAlert } from "@driftwheel/core/vocabulary/effect.ts";
import { awsNotifier, type NotifierSettings } from "../alerts/notifier.ts";

/** Sends an alert now, on the topic of its severity, or keeps it for the fleet's digest. */
export async function sendAlert(effect: SendAlert, settings: NotifierSettings): Promise<EffectAnswer> {
  return notify(effect, awsNotifier(settings));
}
