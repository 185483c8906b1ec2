import type { FailStep } from "../definition/step.ts";
import { asText, type Json } from "../expressions/json.ts";
import { resolveRequest } from "./job-step.ts";
import { atOnce, type StepEnvironment, type StepWork } from "./step-work.ts";

/**
 * Ends the execution as failed, with the definition's message.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-fail
 */
export async function fail(step: FailStep, { scope }: StepEnvironment): Promise<StepWork> {
  const { ErrorMessage } = await resolveRequest((step.Arguments ?? {}) as Json, scope);
  const message = ErrorMessage === undefined ? "" : asText(ErrorMessage);
  return atOnce(
    { Fail: { ErrorMessage: message } },
    { status: "Failed", reason: message === "" ? null : message },
  );
}
