import { type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { cloudWatch } from "../clients/cloudwatch.ts";
import type { MetricWindow } from "../metrics/metrics.ts";

/** A metric by its name and dimensions, and whose it is. */
export interface NamedMetric {
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostQueries = 500;

/** The highest value in the window, by key; nothing of what published none. @throws TransientError */
export async function highestOf(
  metrics: readonly NamedMetric[],
  window: MetricWindow,
): Promise<ReadonlyMap<string, number>> {
  return await reduced(metrics, "Maximum", window, (values) => Math.max(...values));
}

/** The sum over the window, by key; nothing of what published none. @throws TransientError */
export async function sumOf(
  metrics: readonly NamedMetric[],
  window: MetricWindow,
): Promise<ReadonlyMap<string, number>> {
  return await reduced(metrics, "Sum", window, (values) => values.reduce((sum, value) => sum + value, 0));
}

async function reduced(
  metrics: readonly NamedMetric[],
  statistic: "Maximum" | "Sum",
  window: MetricWindow,
  reduce: (values: readonly number[]) => number,
): Promise<ReadonlyMap<string, number>> {
  const values = await valuesOf(metrics, statistic, window);
  return new Map([...values].map(([key, found]) => [key, reduce(found)]));
}

/** All values in the window, one for each period that has any, by key; nothing of what published none. @throws TransientError */
export async function valuesOf(
  metrics: readonly NamedMetric[],
  statistic: "Maximum" | "Minimum" | "Sum",
  { start, end, periodSeconds }: MetricWindow,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const values = new Map<string, number[]>();
  for (let first = 0; first < metrics.length; first += mostQueries) {
    const some = metrics.slice(first, first + mostQueries);
    const MetricDataQueries = some.map((metric, index): MetricDataQuery => {
      const Dimensions = Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value }));
      const Metric = { Namespace: metric.namespace, MetricName: metric.name, Dimensions };
      return { Id: `metric${index}`, MetricStat: { Metric, Period: periodSeconds, Stat: statistic } };
    });
    const pages = paginateGetMetricData(
      { client: cloudWatch() },
      { MetricDataQueries, StartTime: start, EndTime: end },
    );
    for await (const { MetricDataResults = [] } of pages) {
      for (const { Id = "", Values = [], StatusCode } of MetricDataResults) {
        if (StatusCode === "InternalError" || StatusCode === "Forbidden") {
          throw new TransientError(`CloudWatch answers ${StatusCode} for ${Id}.`);
        }
        const key = some[Number(Id.slice("metric".length))]?.key;
        if (key !== undefined && Values.length > 0) values.set(key, [...(values.get(key) ?? []), ...Values]);
      }
    }
  }
  return values;
}
