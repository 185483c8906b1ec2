import type { SignedAnswer } from "@driftwheel/aws/signed/signed-request.ts";
import { codeOf, isThrottled } from "./endpoint-answer.ts";

/** An answer, or none, of one model of a multi-model endpoint, of which SageMaker publishes no metrics. */
export interface CountedAnswer {
  readonly endpoint: string;
  readonly targetModel: string;
  readonly time: Date;
  /** The model had to answer and did not: its own failure, or SageMaker could not ask it. */
  readonly failed: boolean;
  /** Milliseconds from the request to its answer, loading of the model included. */
  readonly took: number;
}

/**
 * Writes it as CloudWatch makes metrics of a function's log, without a call: `ProxiedRequests`, `ProxiedErrors` and
 * `ProxiedLatency` (microseconds) in the namespace Driftwheel, by EndpointName and VariantName, which is the artifact.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function answerLine({ endpoint, targetModel, time, failed, took }: CountedAnswer): string {
  const metric = (Name: string, Unit: string) => ({ Name, Unit, StorageResolution: 1 });
  return `${JSON.stringify({
    _aws: {
      Timestamp: time.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: "Driftwheel",
          Dimensions: [["EndpointName", "VariantName"]],
          Metrics: [
            metric("ProxiedRequests", "Count"),
            metric("ProxiedErrors", "Count"),
            metric("ProxiedLatency", "Microseconds"),
          ],
        },
      ],
    },
    EndpointName: endpoint,
    VariantName: targetModel,
    ProxiedRequests: 1,
    ProxiedErrors: failed ? 1 : 0,
    ProxiedLatency: Math.round(took * 1_000),
  })}\n`;
}

/**
 * Whether the model failed; null where it was not asked: SageMaker had no room for the request, or may not be asked. What
 * callers ask wrongly is no failure of the model's. An artifact that is not there, or is still being loaded, is one.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export function hasFailed(answer: SignedAnswer): boolean | null {
  const { status, headers, body } = answer;
  if (status < 400) return false;
  if (status === 401 || status === 403 || status === 503 || isThrottled(answer)) return null;
  const code = codeOf(headers);
  if (code === "ModelError") return !/"OriginalStatusCode":\s*4\d\d\b/.test(body.toString("utf8"));
  if (code === "ValidationError") return body.includes("model data");
  return status >= 500 || code === "ModelNotReadyException";
}
