import type { LambdaStep } from "../definition/step.ts";
import { asText, isObject, type Json, type JsonObject } from "../expressions/json.ts";
import { invoke } from "./job-step.ts";
import { OutputMissing, readOutputs, shownOutputs } from "./output-parameters.ts";
import type { StepEnd, StepEnvironment, StepWork } from "./step-work.ts";

/**
 * Calls a function with the step's arguments; its answer has the output parameters.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-lambda
 */
export async function callFunction(
  step: LambdaStep,
  payload: JsonObject,
  { jobs }: StepEnvironment,
): Promise<StepWork> {
  const answer = await invoke("lambda:Invoke", () => jobs.callFunction(step.FunctionArn, payload));
  const function_ = { Arn: step.FunctionArn };
  if (!answer.ok) {
    const reason = `ClientError: Lambda function failed: ${answer.error.type}: ${answer.error.message}`;
    return ended(function_, { status: "Failed", reason, exception: null });
  }
  // What Lambda answers has been JSON on its way.
  const said: Json = JSON.parse(JSON.stringify(answer.payload ?? null));
  try {
    const given = isObject(said) ? said : {};
    const outputs = readOutputs(step.OutputParameters, given);
    return ended(
      { ...function_, OutputParameters: shownOutputs(outputs) },
      { status: "Succeeded", properties: { OutputParameters: outputs } },
    );
  } catch (error) {
    if (!(error instanceof OutputMissing)) throw error;
    const reason = `ClientError: Lambda function answered ${asText(said)}. ${error.message}`;
    return ended(function_, { status: "Failed", reason, exception: null });
  }
}

function ended(metadata: JsonObject, end: StepEnd): StepWork {
  return { metadata: { Lambda: metadata }, ended: Promise.resolve(end), stop() {} };
}
