import type { CallbackStep } from "../definition/step.ts";
import type { JsonObject } from "../expressions/json.ts";
import { invoke } from "./job-step.ts";
import { readOutputs, shownOutputs } from "./output-parameters.ts";
import type { StepEnd, StepEnvironment, StepWork } from "./step-work.ts";

/**
 * Sends a message with a token to a queue, and waits until somebody tells by the token how it went.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-callback
 */
export async function callBack(
  step: CallbackStep,
  payload: JsonObject,
  { jobs, callbacks, executionArn }: StepEnvironment,
): Promise<StepWork> {
  const callback = callbacks.open(
    executionArn,
    (outputs) => void readOutputs(step.OutputParameters, outputs),
  );
  const body = {
    token: callback.token,
    pipelineExecutionArn: executionArn,
    stepName: step.Name,
    status: "Executing",
    arguments: payload,
  };
  try {
    await invoke("sqs:SendMessage", () => jobs.sendMessage(step.SqsQueueUrl, JSON.stringify(body)));
  } catch (error) {
    callback.close();
    throw error;
  }
  const shown = { CallbackToken: callback.token, SqsQueueUrl: step.SqsQueueUrl };
  const ended = callback.answered.then((answer): StepEnd => {
    switch (answer.kind) {
      case "succeeded": {
        const outputs = readOutputs(step.OutputParameters, answer.outputs);
        return {
          status: "Succeeded",
          properties: { OutputParameters: outputs },
          metadata: { Callback: { ...shown, OutputParameters: shownOutputs(outputs) } },
        };
      }
      case "failed":
        return { status: "Failed", reason: answer.reason, exception: null };
      case "closed":
        return { status: "Stopped" };
    }
  });
  return { metadata: { Callback: shown }, ended, stop: () => callback.close() };
}
