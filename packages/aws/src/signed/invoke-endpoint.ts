import { type SignedAnswer, sendSigned } from "./signed-request.ts";

/** Milliseconds. A container has 60 seconds, and one whose answer is streamed 8 minutes, which this is not. */
const patience = 65_000;

/**
 * Asks an endpoint for a prediction; what it answers is told as it is, errors too.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 *
 * @param headers of the request: its content type, and those that begin with `x-amzn-sagemaker-`
 * @throws TransientError when SageMaker is not reached, or is silent for too long
 */
export function invokeEndpoint(
  endpoint: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array },
): Promise<SignedAnswer> {
  return sendSigned("sagemaker", {
    path: `/endpoints/${endpoint}/invocations`,
    headers,
    body,
    timeout: patience,
  });
}
