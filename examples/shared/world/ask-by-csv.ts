import { InvokeEndpointCommand } from "@aws-sdk/client-sagemaker-runtime";
import type { World } from "./world.ts";

/** What is asked: an endpoint, or an inference component of one. */
interface AskedOn {
  readonly EndpointName: string;
  readonly InferenceComponentName?: string;
}

/**
 * Asks an endpoint by one row of CSV; its answer is one number. Who answered is whom the proxy names, a component by its name, and else
 * a variant.
 *
 * @param headersOf what is sent beside what SageMaker knows, for each request
 */
export function askByCsv<Asked>(
  on: string | AskedOn,
  rowOf: (asked: Asked) => string,
  headersOf?: (inferenceId: string) => Readonly<Record<string, string>>,
): World<Asked>["ask"] {
  const asks: AskedOn = typeof on === "string" ? { EndpointName: on } : on;
  return (runtime) => async (asked, inferenceId) => {
    const question = new InvokeEndpointCommand({
      ...asks,
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
    let named: string | undefined;
    question.middlewareStack.add(
      (next) => async (sent) => {
        const answer = await next(sent);
        named = (answer.response as { headers: Readonly<Record<string, string>> }).headers[
          "x-driftwheel-variant"
        ];
        return answer;
      },
      { step: "deserialize" },
    );
    const response = await runtime.send(question);
    return {
      variant: named ?? asks.InferenceComponentName ?? response.InvokedProductionVariant ?? "unknown",
      predicted: Number(response.Body?.transformToString()),
    };
  };
}
