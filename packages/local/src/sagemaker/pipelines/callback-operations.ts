import type { Operation } from "../../world.ts";
import { invalid } from "../errors.ts";
import { parse } from "../registry/parse-request.ts";
import type { Callbacks } from "./execution/callbacks.ts";
import { notFound } from "./pipeline-errors.ts";
import { stepFailure, stepSuccess } from "./requests.ts";
import { OutputMissing } from "./steps/output-parameters.ts";

/** What those call who got the message of a Callback step. */
export function callbackOperations(callbacks: Callbacks): readonly (readonly [string, Operation])[] {
  return [
    [
      "SendPipelineExecutionStepSuccess",
      async (input) => {
        const { CallbackToken, OutputParameters = [] } = parse(stepSuccess, input);
        const outputs = Object.fromEntries(OutputParameters.map(({ Name, Value }) => [Name, Value]));
        return {
          PipelineExecutionArn: known(CallbackToken, () => callbacks.succeed(CallbackToken, outputs)),
        };
      },
    ],
    [
      "SendPipelineExecutionStepFailure",
      async (input) => {
        const { CallbackToken, FailureReason = "" } = parse(stepFailure, input);
        return {
          PipelineExecutionArn: known(CallbackToken, () => callbacks.fail(CallbackToken, FailureReason)),
        };
      },
    ],
  ];
}

function known(token: string, answer: () => string | null): string {
  try {
    const execution = answer();
    if (execution !== null) return execution;
  } catch (error) {
    throw error instanceof OutputMissing ? invalid(error.message) : error;
  }
  throw notFound("CallbackToken", token);
}
