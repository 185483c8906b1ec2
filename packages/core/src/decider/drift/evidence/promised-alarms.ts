import type { ModelPolicy } from "../../../policy/policy.ts";
import { watchesRareClasses } from "../../../policy/quality/rare-classes.ts";
import { qualitySchedule, rareClassSchedule } from "../../../vocabulary/monitored-window.ts";

/**
 * False alarms a year that one of a model's own schedules may raise, without drift, on average. The policy's number is
 * for the model: where answers are watched beside inputs, each has half of it, and of the answers' half rare classes have
 * half where they are watched beside all.
 */
export function promisedAlarms(
  { drift, quality }: Pick<ModelPolicy, "drift" | "quality">,
  schedule: string,
): number {
  const ofModel = drift.sensitivity.falseAlarmsPerYear;
  if (quality === undefined) return ofModel;
  const isOfAnswers = schedule === qualitySchedule || schedule === rareClassSchedule;
  return ofModel / (isOfAnswers && watchesRareClasses(quality) ? 4 : 2);
}
