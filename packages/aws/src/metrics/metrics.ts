import {
  type Dimension,
  type MetricDataQuery,
  type MetricStat,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import {
  deployedOn,
  isComponent,
  isTargetModel,
  ownName,
} from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { cloudWatch } from "../clients/cloudwatch.ts";

/** Anyone may put outcomes there; what a success is, the putter decides. */
const outcomes = "Driftwheel";
/**
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html, and of endpoints that queue requests
 * https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 */
const invocations = "AWS/SageMaker";

const namespaces = {
  OutcomeTrials: outcomes,
  OutcomeSuccesses: outcomes,
  OutcomeEffectiveTrials: outcomes,
  OutcomeUnits: outcomes,
  OutcomeValues: outcomes,
  OutcomeValueSquares: outcomes,
  Invocations: invocations,
  Invocation4XXErrors: invocations,
  Invocation5XXErrors: invocations,
  ModelLatency: invocations,
  ModelSetupTime: invocations,
  InvocationFailures: invocations,
  ApproximateBacklogSize: invocations,
  ApproximateBacklogSizePerInstance: invocations,
  ApproximateAgeOfOldestRequest: invocations,
  // Counted by when requests came, from what their topics tell: packages/aws/src/inferences.
  InferenceResults: outcomes,
  InferenceRedrives: outcomes,
} as const;

/**
 * Of one model of a multi-model endpoint SageMaker publishes none of these, and the invoke proxy does:
 * functions/invoke/count-answer.ts.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-endpoint-cloudwatch-metrics.html
 */
const proxied: Partial<Record<keyof typeof namespaces, string>> = {
  Invocations: "ProxiedRequests",
  Invocation5XXErrors: "ProxiedErrors",
  ModelLatency: "ProxiedLatency",
};

/** One statistic of one variant's metric. */
export interface MetricQuestion {
  /** A lower case letter, then letters, digits and underscores. */
  readonly id: string;
  readonly metric: keyof typeof namespaces;
  /**
   * `endpoint`, `endpoint/component`, of which requests are counted by its name alone, or `endpoint:artifact`, of which
   * the proxy counts them.
   */
  readonly endpoint: string;
  /** Absent where the metric is of the endpoint as a whole, as queues are. */
  readonly variant?: string;
  /** A third dimension, where only the outcomes of a segment are asked for. */
  readonly segment?: string;
  /** `Sum`, `p99`, `TC(20000:)`: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
  readonly statistic: string;
}

export interface MetricWindow {
  /** Start inclusive, end exclusive; multiples of the period, or CloudWatch rounds them. */
  readonly start: Date;
  readonly end: Date;
  /** 1, 5, 10, 20, 30 or a multiple of 60. */
  readonly periodSeconds: number;
}

/** By a question's id, and by the start of a period in milliseconds, oldest first. */
export type MetricValues = ReadonlyMap<string, ReadonlyMap<number, number>>;

/**
 * The values of all questions in one GetMetricData; a period without data has no value.
 *
 * @throws TransientError when CloudWatch could answer only in part.
 */
export async function readMetrics(
  questions: readonly MetricQuestion[],
  window: MetricWindow,
): Promise<MetricValues> {
  const values = new Map(questions.map(({ id }) => [id, new Map<number, number>()]));
  const pages = paginateGetMetricData(
    { client: cloudWatch() },
    {
      MetricDataQueries: questions.map((question) => queryOf(question, window.periodSeconds)),
      StartTime: window.start,
      EndTime: window.end,
      ScanBy: "TimestampAscending",
    },
  );
  for await (const { MetricDataResults = [] } of pages) {
    for (const { Id = "", Values = [], Timestamps = [], StatusCode } of MetricDataResults) {
      if (StatusCode === "InternalError" || StatusCode === "Forbidden") {
        throw new TransientError(`CloudWatch answers ${StatusCode} for ${Id}.`);
      }
      for (const [index, value] of Values.entries()) {
        const time = Timestamps[index];
        if (isInside(time, window)) values.get(Id)?.set(time.getTime(), value);
      }
    }
  }
  return values;
}

function queryOf(question: MetricQuestion, period: number): MetricDataQuery {
  const byProxy = isTargetModel(question.endpoint) ? proxied[question.metric] : undefined;
  const stat: MetricStat = {
    Metric: {
      Namespace: byProxy === undefined ? namespaces[question.metric] : outcomes,
      MetricName: byProxy ?? question.metric,
      Dimensions: dimensionsOf(question),
    },
    Period: period,
    Stat: question.statistic,
  };
  return { Id: question.id, MetricStat: stat };
}

function dimensionsOf({ metric, endpoint, variant, segment }: MetricQuestion): Dimension[] {
  if (namespaces[metric] === invocations && isComponent(endpoint))
    return [{ Name: "InferenceComponentName", Value: ownName(endpoint) }];
  return [
    { Name: "EndpointName", Value: deployedOn(endpoint).endpoint },
    ...(variant === undefined ? [] : [{ Name: "VariantName", Value: variant }]),
    ...(segment === undefined ? [] : [{ Name: "Segment", Value: segment }]),
  ];
}

function isInside(time: Date | undefined, { start, end }: MetricWindow): time is Date {
  return time !== undefined && time >= start && time < end;
}

export function total(values: Iterable<number> = []): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
