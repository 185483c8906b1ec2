import { Metrics } from "@aws-lambda-powertools/metrics";
import { withLogStream } from "./log-stream.ts";

/** The metrics of one function, written into its log in CloudWatch's embedded format. */
export function metricsOf(serviceName: string): Metrics {
  return withLogStream(new Metrics({ namespace: "Driftwheel/Functions", serviceName }));
}
