import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { InferenceGroup } from "@driftwheel/core/monitor/inferences/inference-groups.ts";
import { clientSettings, oncePerEndpoint } from "../clients/settings.ts";

/** Asked once: what was counted and whose answer was lost would be counted again by another try. */
const askedOnce = oncePerEndpoint(() => new CloudWatchClient({ ...clientSettings(), maxAttempts: 1 }));

/** Puts how many requests of asynchronous endpoints were answered, and how many of them with an error of the model. */
export async function putInferenceCounts(groups: readonly InferenceGroup[]): Promise<void> {
  if (groups.length === 0) return;
  await askedOnce().send(
    new PutMetricDataCommand({ Namespace: "Driftwheel", MetricData: groups.flatMap(dataOf) }),
  );
}

function dataOf({
  endpoint,
  variant,
  at,
  results,
  errors,
  redriven,
}: InferenceGroup): readonly MetricDatum[] {
  const datum = (MetricName: string, Value: number): MetricDatum => ({
    ...{ MetricName, Value, Unit: "Count", Timestamp: new Date(at) },
    Dimensions: [
      { Name: "EndpointName", Value: endpoint },
      { Name: "VariantName", Value: variant },
    ],
    // A rollout's period may be shorter than a minute.
    StorageResolution: 1,
  });
  return [
    datum("InferenceResults", results),
    datum("InferenceErrors", errors),
    ...(redriven > 0 ? [datum("InferenceRedrives", redriven)] : []),
  ];
}
