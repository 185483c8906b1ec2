import { notify } from "@driftwheel/core/alerts/notifier.ts";
import type { EffectAnswer, SendAlert } from "@driftwheel/core/vocabulary/effect.ts";
import { awsNotifier, type NotifierSettings } from "../alerts/notifier.ts";

/** Sends an alert now, on the topic of its severity, or keeps it for the fleet's digest; answers which topic it was. */
export async function sendAlert(effect: SendAlert, settings: NotifierSettings): Promise<EffectAnswer> {
  const answer = await notify(effect, awsNotifier(settings));
  return answer.message === undefined ? answer : { ...answer, topic: settings.topics[effect.severity] };
}
