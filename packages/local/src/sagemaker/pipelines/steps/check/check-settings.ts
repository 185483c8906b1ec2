import { asText, type Json, type JsonObject } from "../../expressions/json.ts";
import { StepRefused } from "../job-step.ts";

/** What a check step's members are, once they are resolved. */
export interface CheckSettings {
  readonly skips: boolean;
  readonly registers: boolean;
  readonly fails: boolean;
  readonly group: string | null;
  readonly modelName: string | null;
  readonly suppliedConstraints: string | null;
  readonly suppliedStatistics: string | null;
}

/** Throws StepRefused naming the member that is of another type. */
export function checkSettings(resolved: JsonObject): CheckSettings {
  return {
    skips: flag(resolved, "SkipCheck"),
    registers: flag(resolved, "RegisterNewBaseline"),
    fails: flag(resolved, "FailOnViolation"),
    group: text(resolved, "ModelPackageGroupName"),
    modelName: text(resolved, "ModelName"),
    suppliedConstraints: text(resolved, "SuppliedBaselineConstraints"),
    suppliedStatistics: text(resolved, "SuppliedBaselineStatistics"),
  };
}

function flag(resolved: JsonObject, member: string): boolean {
  const value = resolved[member];
  if (typeof value === "boolean") return value;
  // A parameter of texts may say it, too.
  const read = { true: true, false: false }[asText(value ?? null).toLowerCase()];
  if (read === undefined) throw refused(member, value, "true or false");
  return read;
}

function text(resolved: JsonObject, member: string): string | null {
  const value = resolved[member];
  if (value === undefined || typeof value === "string") return value ?? null;
  throw refused(member, value, "a text");
}

function refused(member: string, value: Json | undefined, expected: string): StepRefused {
  return new StepRefused(`ClientError: ${member} is ${asText(value ?? null)}; expected ${expected}.`);
}
