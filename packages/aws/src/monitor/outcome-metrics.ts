import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { OutcomeGroup } from "@driftwheel/core/monitor/quality/outcome-groups.ts";
import { clientSettings, oncePerEndpoint } from "../clients/settings.ts";

/** Asked once: a request that was counted and whose answer was lost would be counted again by another try. */
const askedOnce = oncePerEndpoint(() => new CloudWatchClient({ ...clientSettings(), maxAttempts: 1 }));

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html: 1,000 of them, and 1 MB. */
const mostData = 1_000;

/**
 * Puts how often each variant's answers turned out right, where the rollout's looks read it, with the time of their
 * requests. All metrics of one time go in one request, so that a request that is lost is lost for both arms alike.
 *
 * @throws what the first request met that CloudWatch did not take; the others were put all the same
 */
export async function putOutcomes(endpoint: string, groups: readonly OutcomeGroup[]): Promise<void> {
  const failures: unknown[] = [];
  for (const data of batches(endpoint, groups)) {
    try {
      await askedOnce().send(new PutMetricDataCommand({ Namespace: "Driftwheel", MetricData: data }));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function batches(endpoint: string, groups: readonly OutcomeGroup[]): readonly MetricDatum[][] {
  const filled: MetricDatum[][] = [];
  for (const group of Map.groupBy(groups, ({ at }) => at).values()) {
    const data = group.flatMap((one) => dataOf(endpoint, one));
    const last = filled.at(-1);
    if (last && last.length + data.length <= mostData) last.push(...data);
    else filled.push(data);
  }
  return filled;
}

function dataOf(endpoint: string, group: OutcomeGroup): readonly MetricDatum[] {
  const { variant, at, trials, successes, effectiveTrials, units, values, segments = {} } = group;
  const datum = (name: string, value: number, segment?: string): MetricDatum => ({
    MetricName: name,
    Dimensions: [
      { Name: "EndpointName", Value: endpoint },
      { Name: "VariantName", Value: variant },
      ...(segment === undefined ? [] : [{ Name: "Segment", Value: segment }]),
    ],
    Unit: name.startsWith("OutcomeValue") ? "None" : "Count",
    Value: value,
    ...(at !== null && { Timestamp: new Date(at) }),
    // A rollout's period may be shorter than a minute.
    StorageResolution: 1,
  });
  return [
    datum("OutcomeTrials", trials),
    datum("OutcomeSuccesses", successes),
    ...(effectiveTrials === undefined ? [] : [datum("OutcomeEffectiveTrials", effectiveTrials)]),
    ...(units === undefined ? [] : [datum("OutcomeUnits", units)]),
    ...(values ? [datum("OutcomeValues", values.sum), datum("OutcomeValueSquares", values.squares)] : []),
    ...Object.entries(segments).flatMap(([segment, counts]) => [
      datum("OutcomeTrials", counts.trials, segment),
      datum("OutcomeSuccesses", counts.successes, segment),
    ]),
  ];
}
