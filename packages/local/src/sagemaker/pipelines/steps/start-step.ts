import type { Step } from "../definition/step.ts";
import type { JsonObject } from "../expressions/json.ts";
import { callBack } from "./callback.ts";
import { check } from "./check/check.ts";
import { decideCondition } from "./condition.ts";
import { fail } from "./fail.ts";
import { callFunction } from "./lambda.ts";
import { request } from "./request-step.ts";
import type { StepEnvironment, StepWork } from "./step-work.ts";

/** Starts a step of any type by its resolved arguments. Rejects with StepRefused when it cannot begin. */
export async function startStep(
  step: Step,
  resolved: JsonObject,
  environment: StepEnvironment,
): Promise<StepWork> {
  switch (step.Type) {
    case "QualityCheck":
    case "ClarifyCheck":
      return await check(step, resolved, environment);
    case "Lambda":
      return await callFunction(step, resolved, environment);
    case "Callback":
      return await callBack(step, resolved, environment);
    case "Condition":
      return await decideCondition(step, environment);
    case "Fail":
      return fail(resolved);
    default:
      return await request(step, resolved, environment);
  }
}
