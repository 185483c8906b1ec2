import type { ModelledService } from "../service-models/service-model.ts";
import { ServiceError } from "../world.ts";
import { detected, type Path, type Violation } from "./violation.ts";
import type { WrongType } from "./wrong-type.ts";

type Refusal = (violations: readonly Violation[], operation: string) => ServiceError;

/** How each service calls a request that its model does not allow. S3 has a way of its own (`s3/door.ts`). */
const refusals: Readonly<Partial<Record<ModelledService, Refusal>>> = {
  cloudwatch: (violations, operation) =>
    ofMetrics.has(operation)
      ? metricsRefusal(violations)
      : new ServiceError("ValidationError", detected(violations)),
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html#API_GetLogEvents_Errors
  logs: (violations) => new ServiceError("InvalidParameterException", detected(violations)),
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_feature_store_PutRecord.html#API_feature_store_PutRecord_Errors
  "sagemaker-featurestore-runtime": (violations) => new ServiceError("ValidationError", detected(violations)),
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html#API_runtime_InvokeEndpoint_Errors
  "sagemaker-runtime": (violations) => new ServiceError("ValidationError", detected(violations)),
  sns: topicsRefusal,
};

export function refusalOf(
  service: ModelledService,
  operation: string,
  violations: readonly Violation[],
): ServiceError {
  return (
    refusals[service]?.(violations, operation) ??
    new ServiceError("ValidationException", detected(violations))
  );
}

/** A value that cannot be read as what the model says: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html and the like. */
export function serializationError(service: ModelledService, { message, place }: WrongType): ServiceError {
  switch (service) {
    case "sns":
    case "cloudwatch":
      return new ServiceError("MalformedInput", `${message} (${place})`);
    case "lambda":
    case "sagemaker-featurestore-runtime":
    case "sagemaker-runtime":
      return new ServiceError("SerializationException", `${message} (${place})`);
    default:
      return new ServiceError("SerializationException", message);
  }
}

/** The older half of CloudWatch, whose documented errors are its own. */
const ofMetrics = new Set(["GetMetricStatistics", "ListMetrics", "PutMetricData"]);

/**
 * Tells of the first only. Kinds, and the words of those that miss:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html#API_PutMetricData_Errors;
 * where no wording was found it is ours.
 */
function metricsRefusal(violations: readonly Violation[]): ServiceError {
  const violation = violations.find(({ kind }) => kind === "missing") ?? violations[0];
  const { path = [], kind = "value", constraint = "", shown = "" } = violation ?? {};
  const name = parameter(path);
  if (kind === "missing") return new ServiceError("MissingParameter", `The parameter ${name} is required.`);
  return new ServiceError(
    "InvalidParameterValue",
    `The value ${shown ?? "given"} for parameter ${name} is invalid. ${constraint}`,
  );
}

/** `MetricData.member.1.MetricName` */
function parameter(path: Path): string {
  return path.map((step) => (typeof step === "number" ? `member.${step + 1}` : step)).join(".");
}

/** SNS's front sees what misses; the rest is refused by the service behind it, in a word or two. */
function topicsRefusal(violations: readonly Violation[]): ServiceError {
  const missing = violations.filter(({ kind }) => kind === "missing");
  if (missing.length > 0) return new ServiceError("ValidationError", detected(missing));
  const { path = [], constraint = "" } = violations[0] ?? {};
  return new ServiceError("InvalidParameter", `Invalid parameter: ${parameter(path)} Reason: ${constraint}`);
}
