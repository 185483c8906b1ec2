import { type Answer, jsonAnswer } from "../../http/answer.ts";

/** An error of the runtime, which speaks REST and not AWS JSON. */
export class RuntimeError extends Error {
  override readonly name = "RuntimeError";
  readonly code: string;
  readonly status: number;
  /** Members beside the message. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    status: number,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }

  toAnswer(requestId: string): Answer {
    return jsonAnswer(
      { ...this.details, Message: this.message || null, message: this.message || null },
      {
        status: this.status,
        headers: { "x-amzn-errortype": this.code, "x-amzn-requestid": requestId },
      },
    );
  }
}

export function endpointNotFound(name: string, account: string): RuntimeError {
  return new RuntimeError("ValidationError", `Endpoint ${name} of account ${account} not found.`, 400);
}

export function variantNotFound(variant: string, endpoint: string): RuntimeError {
  return new RuntimeError("ValidationError", `Variant ${variant} not found in endpoint ${endpoint}.`, 400);
}

/** As told in https://github.com/aws-samples/amazon-kendra-langchain-extensions/issues/64. */
export function componentMissing(): RuntimeError {
  return new RuntimeError(
    "ValidationError",
    "Inference Component Name header is required for endpoints to which you plan to deploy inference components. Please include Inference Component Name header or consider using SageMaker models.",
    400,
  );
}

/** In the service's words, as users quote them. */
export function componentNotAllowed(): RuntimeError {
  return new RuntimeError(
    "ValidationError",
    "Inference Component Name header is not allowed for endpoints to which you dont plan to deploy inference components. Please remove the Inference Component Name header and try again.",
    400,
  );
}

/** The service's kind of refusal; the words are ours. */
export function componentNotFound(component: string, endpoint: string): RuntimeError {
  return new RuntimeError(
    "ValidationError",
    `Inference component ${component} not found in endpoint ${endpoint}.`,
    400,
  );
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-zero-instances.html */
export function noCapacity(): RuntimeError {
  return new RuntimeError(
    "ValidationError",
    "Inference Component has no capacity to process this request. ApplicationAutoScaling may be in-progress (if configured) or try to increase the capacity by invoking UpdateInferenceComponentRuntimeConfig API.",
    400,
  );
}

/** As told in https://github.com/aws/sagemaker-tensorflow-serving-container/issues/166. */
export function targetModelMissing(requestId: string): RuntimeError {
  return new RuntimeError("ValidationError", `Request ${requestId} is missing a target model header.`, 400);
}

/** As told in https://github.com/aws/amazon-sagemaker-examples/issues/1216. */
export function notMultiModel(endpoint: string): RuntimeError {
  return new RuntimeError(
    "ValidationError",
    `Endpoint ${endpoint} is not a multi-model endpoint and does not support target model header.`,
    400,
    { ErrorCode: "TARGET_MODEL_HEADER_NOT_SUPPORTED" },
  );
}

/** The service's kind of refusal; the words are ours, after those of an endpoint whose model data is not there. */
export function artifactMissing(bucket: string, key: string): RuntimeError {
  return new RuntimeError(
    "ValidationError",
    `Failed to download model data(bucket: ${bucket}, key: ${key}). Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model.`,
    400,
  );
}

/** The service's kind of refusal; the words are ours. */
export function onlyAsynchronous(name: string): RuntimeError {
  return new RuntimeError(
    "ValidationError",
    `Endpoint ${name} is asynchronous; it does not answer InvokeEndpoint.`,
    400,
  );
}

/** The service's kind of refusal; the words are ours. */
export function notAsynchronous(name: string): RuntimeError {
  return new RuntimeError(
    "ValidationError",
    `Endpoint ${name} is not asynchronous; it does not answer InvokeEndpointAsync.`,
    400,
  );
}

/** The service's kind of refusal; the words are ours. */
export function wrongContainer(target: string | null, names: readonly string[]): RuntimeError {
  const message =
    names.length > 0
      ? `TargetContainerHostname must be one of ${names.join(", ")}; it is ${target ?? "missing"}.`
      : "TargetContainerHostname is only for a model whose InferenceExecutionConfig has the mode Direct.";
  return new RuntimeError("ValidationError", message, 400);
}

/**
 * More requests than may be answered at once. AWS names the error and says nothing, with the status 400: told in
 * https://github.com/opensearch-project/ml-commons/issues/2429 and
 * https://github.com/aws/amazon-kinesis-video-streams-parser-library/issues/187
 */
export function throttled(): RuntimeError {
  return new RuntimeError("ThrottlingException", "", 400);
}

export interface ModelFailure {
  readonly endpoint: string;
  readonly variant: string;
  readonly region: string;
  readonly account: string;
  /** What the container answered; 0 when it did not answer at all. */
  readonly status: number;
  readonly body: string;
}

/**
 * The model's own error, wrapped as the service does.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export function modelError(failure: ModelFailure): RuntimeError {
  const { endpoint, variant, region, account, status, body } = failure;
  const kind = status >= 400 && status < 500 ? "client" : "server";
  const log = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logEventViewer:group=/aws/sagemaker/Endpoints/${endpoint}`;
  const message = `Received ${kind} error (${status}) from primary with message "${body}". See ${log} in account ${account} for more information.`;
  return new RuntimeError("ModelError", message, 424, {
    ErrorCode: kind === "client" ? "CLIENT_ERROR_FROM_MODEL" : "INTERNAL_FAILURE_FROM_MODEL",
    LogStreamArn: `arn:aws:logs:${region}:${account}:log-group:/aws/sagemaker/Endpoints/${endpoint}:log-stream:${variant}`,
    OriginalMessage: body,
    OriginalStatusCode: status,
  });
}

export const noAnswer =
  "Your invocation timed out while waiting for a response from container primary. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.";
