import type { AsyncInferenceConfig } from "../endpoint-configs/request.ts";
import type { InferenceRequest } from "./inference-request.ts";

/** What became of a request. */
export type InferenceResult =
  | { readonly ok: true; readonly contentType: string; readonly body: Buffer }
  | {
      readonly ok: false;
      readonly reason: string;
      /** The model's own error; null where it was not asked, or did not answer. */
      readonly answer: { readonly contentType: string; readonly body: Buffer } | null;
    };

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AsyncInferenceNotificationConfig.html: 128 KB. */
const largestIncluded = 128 * 1024;

interface Notification {
  readonly topic: string;
  readonly message: string;
}

/**
 * The message to the topic that a configuration names for such a result; null where it names none.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-check-predictions.html tells of the topics and shows no
 * message: its form is what github.com/awslabs/osml-model-runner records of one that was received.
 */
export function notificationOf(
  request: InferenceRequest,
  result: InferenceResult,
  { config, region }: { readonly config: AsyncInferenceConfig; readonly region: string },
): Notification | null {
  const {
    SuccessTopic,
    ErrorTopic,
    IncludeInferenceResponseIn = [],
  } = config.OutputConfig.NotificationConfig ?? {};
  const topic = result.ok ? SuccessTopic : ErrorTopic;
  if (topic === undefined || topic === "") return null;
  const { endpoint, inferenceId, receivedAt, input, contentType, accept, customAttributes } = request;
  const said = result.ok ? result : result.answer;
  const place = result.ok ? request.outputLocation : request.failureLocation;
  const includes = IncludeInferenceResponseIn.includes(
    result.ok ? "SUCCESS_NOTIFICATION_TOPIC" : "ERROR_NOTIFICATION_TOPIC",
  );
  const message = {
    awsRegion: region,
    eventTime: new Date().toISOString(),
    receivedTime: new Date(receivedAt).toISOString(),
    invocationStatus: result.ok ? "Completed" : "Failed",
    ...(!result.ok && { failureReason: result.reason }),
    requestParameters: {
      ...(accept !== null && { accept }),
      ...(contentType !== null && { contentType }),
      ...(customAttributes !== null && { customAttributes }),
      endpointName: endpoint,
      ...("location" in input && { inputLocation: input.location }),
    },
    ...(said &&
      place !== null && { responseParameters: { contentType: said.contentType, outputLocation: place } }),
    ...(said && includes && said.body.byteLength <= largestIncluded && { responseBody: bodyOf(said.body) }),
    inferenceId,
    eventVersion: "1.0",
    eventSource: "aws:sagemaker",
    eventName: "InferenceResult",
  };
  return { topic, message: JSON.stringify(message) };
}

function bodyOf(body: Buffer) {
  return { content: body.toString("base64"), encoding: "BASE64" };
}
