import { asText, type JsonObject } from "../expressions/json.ts";
import { atOnce, type StepWork } from "./step-work.ts";

/**
 * Ends the execution as failed, with the definition's message.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html#step-type-fail
 */
export function fail({ ErrorMessage }: JsonObject): StepWork {
  const message = ErrorMessage === undefined ? "" : asText(ErrorMessage);
  return atOnce(
    { Fail: { ErrorMessage: message } },
    { status: "Failed", reason: message === "" ? null : message, exception: null },
  );
}
