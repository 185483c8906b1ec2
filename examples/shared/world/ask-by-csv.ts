import { InvokeEndpointCommand } from "@aws-sdk/client-sagemaker-runtime";
import type { World } from "./world.ts";

/** Asks an endpoint by one row of CSV; its answer is one number. */
export function askByCsv<Asked>(endpoint: string, rowOf: (asked: Asked) => string): World<Asked>["ask"] {
  return (runtime) => async (asked, inferenceId) => {
    const response = await runtime.send(
      new InvokeEndpointCommand({
        EndpointName: endpoint,
        ContentType: "text/csv",
        Accept: "text/csv",
        InferenceId: inferenceId,
        Body: rowOf(asked),
      }),
    );
    return {
      variant: response.InvokedProductionVariant ?? "unknown",
      predicted: Number(response.Body?.transformToString()),
    };
  };
}
