import { InvokeEndpointCommand } from "@aws-sdk/client-sagemaker-runtime";
import type { World } from "./world.ts";

/**
 * Asks an endpoint by one row of CSV; its answer is one number.
 *
 * @param headersOf what is sent beside what SageMaker knows, for each request
 */
export function askByCsv<Asked>(
  endpoint: string,
  rowOf: (asked: Asked) => string,
  headersOf?: (inferenceId: string) => Readonly<Record<string, string>>,
): World<Asked>["ask"] {
  return (runtime) => async (asked, inferenceId) => {
    const question = new InvokeEndpointCommand({
      EndpointName: endpoint,
      ContentType: "text/csv",
      Accept: "text/csv",
      InferenceId: inferenceId,
      Body: rowOf(asked),
    });
    if (headersOf) {
      question.middlewareStack.add(
        (next) => (sent) => {
          Object.assign((sent.request as { headers: object }).headers, headersOf(inferenceId));
          return next(sent);
        },
        { step: "build" },
      );
    }
    const response = await runtime.send(question);
    return {
      variant: response.InvokedProductionVariant ?? "unknown",
      predicted: Number(response.Body?.transformToString()),
    };
  };
}
