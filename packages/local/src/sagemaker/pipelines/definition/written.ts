import { isObject, type Json, type JsonObject } from "../expressions/json.ts";
import type { CheckStep, Step } from "./step.ts";

/** What of a check step has expressions, beside the request of its job. */
const members = [
  "SkipCheck",
  "FailOnViolation",
  "RegisterNewBaseline",
  "ModelPackageGroupName",
  "SuppliedBaselineConstraints",
  "SuppliedBaselineStatistics",
  "ModelName",
] as const;

/** All of a step that is resolved before it starts: its arguments, and those of a check step beside its other members. */
export function writtenIn(step: Exclude<Step, { readonly Type: "Condition" }>): Json {
  // Optional members make zod's output wider than Json by `undefined`, which JSON has no form for.
  const written = (step.Arguments ?? {}) as Json;
  return isCheck(step) ? { Arguments: written, ...checkMembers(step) } : written;
}

export function isCheck(step: Step): step is CheckStep {
  return step.Type === "QualityCheck" || step.Type === "ClarifyCheck";
}

/** The request of a step's job as it was resolved. */
export function requestIn(step: Step, resolved: JsonObject): JsonObject {
  return isCheck(step) && isObject(resolved.Arguments) ? resolved.Arguments : resolved;
}

function checkMembers(step: CheckStep): JsonObject {
  const told = new Map(Object.entries(step));
  return Object.fromEntries(
    members.flatMap((name) => {
      const value = told.get(name);
      // The schema lets nothing but JSON through.
      return value === undefined || value === null ? [] : [[name, value as Json]];
    }),
  );
}
