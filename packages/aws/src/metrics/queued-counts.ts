import type { ArmPeriod } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import type { MetricQuestion } from "./metrics.ts";

/**
 * What is asked of one variant of an endpoint that queues requests. SageMaker publishes no Invocations of it, and has all that
 * it publishes at the time of the answer: https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html. When requests
 * came is counted from what their topics tell.
 *
 * @param arm ends the questions' ids
 */
export function queuedQuestions(endpoint: string, variant: string, arm: string): readonly MetricQuestion[] {
  const sum = (id: string, metric: MetricQuestion["metric"]): MetricQuestion => ({
    ...{ id: `${id}${arm}`, metric, endpoint, variant, statistic: "Sum" },
  });
  const most = (id: string, metric: MetricQuestion["metric"]): MetricQuestion => ({
    ...{ id: `${id}${arm}`, metric, endpoint, statistic: "Maximum" },
  });
  return [
    { ...sum("answered", "ModelLatency"), statistic: "SampleCount" },
    sum("failures", "InvocationFailures"),
    sum("refused", "Invocation4XXErrors"),
    sum("accepted", "InferenceResults"),
    sum("redriven", "InferenceRedrives"),
    most("backlog", "ApproximateBacklogSizePerInstance"),
    most("oldest", "ApproximateAgeOfOldestRequest"),
  ];
}

/**
 * Errors are failures but those that the model refused (4XX), as of every other endpoint: what was asked would be refused by
 * any version. A request that failed before the model had it has no latency.
 *
 * @param value of a question's id, of one period
 */
export function queuedCounts(
  value: (id: string) => number | undefined,
): Pick<ArmPeriod, "invocations" | "errors" | "accepted" | "backlog"> {
  const count = (id: string) => Math.round(value(id) ?? 0);
  const [perInstance, oldest] = [value("backlog"), value("oldest")];
  return {
    invocations: Math.max(count("answered"), count("failures")),
    errors: Math.max(0, count("failures") - count("refused")),
    // What a person sends again goes to the model's own endpoint, whatever the route says: it is no part of the split.
    accepted: Math.max(0, count("accepted") - count("redriven")),
    // An empty queue has no oldest request.
    ...(perInstance !== undefined && { backlog: { perInstance, oldest: (oldest ?? 0) * 1_000 } }),
  };
}
