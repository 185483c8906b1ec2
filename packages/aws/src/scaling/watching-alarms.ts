import { type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { cloudWatch } from "../clients/cloudwatch.ts";

/** An account with more than so many hundreds of alarms is read no further; a trial does not wait for them. */
const mostPages = 20;

/**
 * Names of the alarms on each variant. DescribeAlarmsForMetric would need to be told every metric; all alarms are
 * looked through instead, a hundred a call.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function alarmsByVariant(
  endpoint: string,
  variants: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>(variants.map((variant) => [variant, []]));
  const pages = paginateDescribeAlarms(
    { client: cloudWatch(), pageSize: 100 },
    { AlarmTypes: ["MetricAlarm"] },
  );
  let read = 0;
  for await (const { MetricAlarms = [] } of pages) {
    for (const alarm of MetricAlarms) {
      for (const variant of watchedBy(alarm, endpoint)) found.get(variant)?.push(alarm.AlarmName ?? "");
    }
    if (++read === mostPages) break;
  }
  return found;
}

/** The variants of the endpoint that an alarm's metric names, or one of those that it computes with. */
function watchedBy({ Dimensions = [], Metrics = [] }: MetricAlarm, endpoint: string): readonly string[] {
  const metrics = [Dimensions, ...Metrics.map(({ MetricStat }) => MetricStat?.Metric?.Dimensions ?? [])];
  return metrics.flatMap((dimensions) => {
    const named = (name: string) => dimensions.find(({ Name }) => Name === name)?.Value;
    const variant = named("VariantName");
    return variant !== undefined && named("EndpointName") === endpoint ? [variant] : [];
  });
}
