import { Console } from "node:console";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";

export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Logger and metrics of one function. In Lambda, standard output is where CloudWatch reads both. Anywhere else it
 * belongs to whoever hosts the function, so there both go to standard error.
 */
export function telemetryOf(serviceName: string): Telemetry {
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: "Driftwheel/Functions", serviceName });
  if (process.env.AWS_LAMBDA_FUNCTION_NAME === undefined) {
    const console = new Console({ stdout: process.stderr, stderr: process.stderr });
    // Neither has an option for its stream. The field is private to TypeScript only; a test holds it to account.
    for (const telling of [logger, metrics]) Reflect.set(telling, "console", console);
  }
  return { logger, metrics };
}
