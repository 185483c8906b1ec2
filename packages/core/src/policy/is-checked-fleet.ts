import type { Fleet } from "./policy.ts";

/** Tells what `defineFleet` made, which has checked every field, from a fleet as it is written and from anything else. */
export function isCheckedFleet(value: unknown): value is Fleet {
  if (typeof value !== "object" || value === null || !("models" in value)) return false;
  const { models } = value;
  if (typeof models !== "object" || models === null) return false;
  // Durations are milliseconds once they were checked, and words before.
  return Object.values(models).every((policy) => typeof policy?.rollout?.lookEvery === "number");
}
