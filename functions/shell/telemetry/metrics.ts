import { Metrics } from "@aws-lambda-powertools/metrics";
import type { MiddlewareObj } from "@middy/core";
import { withLogStream } from "./log-stream.ts";

/** The metrics of one function, written into its log in CloudWatch's embedded format. */
export function metricsOf(serviceName: string): Metrics {
  return withLogStream(new Metrics({ namespace: "Driftwheel/Functions", serviceName }));
}

/**
 * Writes what was counted once an event is done, however it ends. Powertools' own middleware complains where nothing was
 * counted, as where two events are done at once and the first to end has written for both.
 */
export function publishMetrics(metrics: Metrics): MiddlewareObj {
  const publish = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { after: publish, onError: publish };
}
