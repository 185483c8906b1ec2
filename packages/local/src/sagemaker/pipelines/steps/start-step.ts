import type { Step } from "../definition/step.ts";
import { decideCondition } from "./condition.ts";
import { fail } from "./fail.ts";
import { createModel } from "./model.ts";
import { startProcessing } from "./processing.ts";
import { registerModel } from "./register-model.ts";
import type { StepEnvironment, StepWork } from "./step-work.ts";
import { startTraining } from "./training.ts";

/** Starts a step of any type. Rejects with StepRefused when it cannot begin. */
export function startStep(step: Step, environment: StepEnvironment): Promise<StepWork> {
  switch (step.Type) {
    case "Training":
      return startTraining(step, environment);
    case "Processing":
      return startProcessing(step, environment);
    case "RegisterModel":
      return registerModel(step, environment);
    case "Model":
      return createModel(step, environment);
    case "Condition":
      return decideCondition(step, environment);
    case "Fail":
      return fail(step, environment);
  }
}
