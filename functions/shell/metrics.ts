import { Metrics } from "@aws-lambda-powertools/metrics";
import { useHostConsole } from "./host-console.ts";

/** The metrics of one function, written into its log in CloudWatch's embedded format. */
export function metricsOf(serviceName: string): Metrics {
  return useHostConsole(new Metrics({ namespace: "Driftwheel/Functions", serviceName }));
}
