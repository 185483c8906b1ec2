import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { clientSettings, oncePerEndpoint } from "../clients/settings.ts";

/** Asked once: a request that was counted and whose answer was lost would be counted again by another try. */
const askedOnce = oncePerEndpoint(() => new CloudWatchClient({ ...clientSettings(), maxAttempts: 1 }));

export interface VariantOutcomes {
  readonly variant: string;
  readonly trials: number;
  readonly successes: number;
}

/**
 * Puts how often each variant's answers turned out right, where the rollout's looks read it. Without a time of their
 * own the metrics are of the moment they arrive, for both arms alike. Both metrics of a variant go in one request.
 */
export async function putOutcomes(endpoint: string, outcomes: readonly VariantOutcomes[]): Promise<void> {
  const data = outcomes.flatMap(({ variant, trials, successes }): readonly MetricDatum[] => {
    const datum = (name: string, value: number): MetricDatum => ({
      MetricName: name,
      Dimensions: [
        { Name: "EndpointName", Value: endpoint },
        { Name: "VariantName", Value: variant },
      ],
      Unit: "Count",
      Value: value,
      // A rollout's period may be shorter than a minute.
      StorageResolution: 1,
    });
    return [datum("OutcomeTrials", trials), datum("OutcomeSuccesses", successes)];
  });
  if (data.length === 0) return;
  await askedOnce().send(new PutMetricDataCommand({ Namespace: "Driftwheel", MetricData: [...data] }));
}
