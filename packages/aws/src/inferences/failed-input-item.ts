import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { FailedInput } from "@driftwheel/core/monitor/inferences/failed-input.ts";
import type {
  InferenceFailure,
  InferenceResult,
} from "@driftwheel/core/monitor/inferences/inference-result.ts";

/** DynamoDB deletes an item some time after the moment in its attribute `expires`. */
const keptForDays = 90;

/**
 * A failed input in the ledger's table: `pk` INFERENCE#<model>#FAILED, `sk` FAILED#<when it came>#<digest>, so that a
 * model's failures lie in the order of their requests. What is known of it is one text.
 */
export function failedInputItem(
  model: string,
  digest: string,
  modelEndpoint: string,
  result: InferenceResult & { readonly failure: InferenceFailure },
): Record<string, AttributeValue> {
  const receivedAt = new Date(result.receivedAt).toISOString();
  const id = `${receivedAt}#${digest}`;
  const { endpoint, inferenceId, failure, input, accept, customAttributes, output } = result;
  const kept: Omit<FailedInput, "redriven"> = {
    ...{
      id,
      model,
      endpoint,
      modelEndpoint,
      inferenceId,
      receivedAt,
      failure,
      input,
      accept,
      customAttributes,
      output,
    },
    failedAt: new Date(result.endedAt).toISOString(),
  };
  return {
    ...failedInputKey(model, id),
    input: { S: JSON.stringify(kept) },
    expires: { N: String(Math.ceil(result.endedAt / 1000) + keptForDays * 86_400) },
  };
}

export function failedInputKey(model: string, id: string): Record<string, AttributeValue> {
  return { pk: { S: failedInputsOf(model) }, sk: { S: `FAILED#${id}` } };
}

/** The partition of a model's failures. */
export function failedInputsOf(model: string): string {
  return `INFERENCE#${model}#FAILED`;
}
