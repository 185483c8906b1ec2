import type { MetricDatum } from "../../world.ts";

/**
 * What is published of asynchronous endpoints, and nothing else is.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 */
const namespace = "AWS/SageMaker";

/** A queue at one moment. */
export interface BacklogSize {
  readonly endpoint: string;
  /** Requests that wait, and those that a model has. */
  readonly requests: number;
  readonly instances: number;
  /** Seconds; null where none waits. */
  readonly oldest: number | null;
}

/**
 * Of an endpoint without instances the whole backlog stands for what each has; how the service tells it is not said.
 * `HasBacklogWithoutCapacity`: https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
 */
export function backlogMetrics(
  { endpoint, requests, instances, oldest }: BacklogSize,
  timestamp: Date,
): readonly MetricDatum[] {
  const common = { namespace, dimensions: { EndpointName: endpoint }, timestamp };
  const waitsInVain = requests > 0 && instances === 0;
  return [
    { ...common, name: "ApproximateBacklogSize", value: requests, unit: "Count" },
    {
      ...common,
      name: "ApproximateBacklogSizePerInstance",
      value: requests / Math.max(instances, 1),
      unit: "Count",
    },
    { ...common, name: "HasBacklogWithoutCapacity", value: waitsInVain ? 1 : 0, unit: "Count" },
    ...(oldest === null
      ? []
      : [{ ...common, name: "ApproximateAgeOfOldestRequest", value: oldest, unit: "Seconds" }]),
  ];
}

/** What became of one request; durations in milliseconds, null where it did not come so far. */
export interface MeasuredInference {
  readonly endpoint: string;
  readonly variant: string;
  /** When it was over. */
  readonly time: Date;
  readonly failed: boolean;
  readonly expired: boolean;
  readonly failedToDownload: boolean;
  readonly failedToUpload: boolean;
  readonly failedToNotify: boolean;
  /** What the container answered; 0 when it did not answer, null when it was not asked. */
  readonly status: number | null;
  readonly inBacklog: number;
  readonly downloading: number | null;
  readonly model: number | null;
  readonly uploading: number | null;
  readonly total: number;
}

export function inferenceMetrics(inference: MeasuredInference): readonly MetricDatum[] {
  const { endpoint, variant, time, status } = inference;
  const datum = (name: string, value: number, unit: string): MetricDatum => ({
    namespace,
    dimensions: { EndpointName: endpoint, VariantName: variant },
    timestamp: time,
    name,
    value,
    unit,
  });
  const count = (name: string, counts: boolean) => datum(name, counts ? 1 : 0, "Count");
  const lasted = (name: string, milliseconds: number | null) =>
    milliseconds === null ? [] : [datum(name, Math.round(milliseconds * 1000), "Microseconds")];
  return [
    count("InvocationsProcessed", true),
    count("InvocationFailures", inference.failed),
    count("ExpiredRequests", inference.expired),
    count("RequestDownloadFailures", inference.failedToDownload),
    count("ResponseUploadFailures", inference.failedToUpload),
    count("NotificationFailures", inference.failedToNotify),
    ...(status === null
      ? []
      : [
          datum("Invocation4XXErrors", status >= 400 && status < 500 ? 1 : 0, "None"),
          datum("Invocation5XXErrors", status >= 500 || status === 0 ? 1 : 0, "None"),
        ]),
    ...lasted("ModelLatency", inference.model),
    ...lasted("RequestDownloadLatency", inference.downloading),
    ...lasted("ResponseUploadLatency", inference.uploading),
    ...lasted("TimeInBacklog", inference.inBacklog),
    datum("TotalProcessingTime", inference.total, "Milliseconds"),
  ];
}
