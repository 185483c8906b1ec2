import type { ModelPolicy } from "../../../policy/policy.ts";

/**
 * False alarms a year that one of a model's own schedules may raise, without drift, on average. The policy's number is
 * for the model: where answers are watched beside inputs, each has half of it.
 */
export function promisedAlarms({ drift, quality }: Pick<ModelPolicy, "drift" | "quality">): number {
  return drift.sensitivity.falseAlarmsPerYear / (quality === undefined ? 1 : 2);
}
