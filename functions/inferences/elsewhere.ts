import type { InferenceResult } from "@driftwheel/core/monitor/inferences/inference-result.ts";
import type { AsynchronousPolicy } from "@driftwheel/core/policy/serving/asynchronous.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";

/** Why a result is not logged whose input or answer lies where the function may not read; null where both lie as the policy says. */
export function elsewhere(
  { inferenceId, input, output }: Pick<InferenceResult, "inferenceId" | "input" | "output">,
  { inputs, outputs }: Pick<AsynchronousPolicy, "inputs" | "outputs">,
): BadInput | null {
  const sides = [
    ["inputs", inputs, input],
    ["outputs", outputs, output],
  ] as const;
  for (const [field, place, payload] of sides) {
    if (place === undefined || payload === null) continue;
    if (payload.location.startsWith(`${place.replace(/\/+$/, "")}/`)) continue;
    return new BadInput(
      `The inference ${inferenceId} is not logged: ${payload.location} is not below asynchronous.${field}, ${place}, and nothing else may be read. Put it there, or write a folder above both and deploy it.`,
    );
  }
  return null;
}
