import type { Deploying } from "../deploying.ts";
import { logsPredictions } from "../routes.ts";
import { lambdaFunction, type Shared } from "./function.ts";
import { consume, queueWithDead } from "./queue.ts";

const days = 86_400;
/** Each writes some small objects; a queue that fills waits, and nobody with it. */
const callsAtOnce = 20;

/** The queue that callers log predictions by, with its function; null where no model of the fleet has a prediction log. */
export function predictionQueue(scope: Deploying, shared: Shared): aws.sqs.Queue | null {
  if (!logsPredictions(scope.fleet)) return null;
  const queue = queueWithDead(scope, "predictions", { kept: 4 * days, tries: 5 });
  const consumer = lambdaFunction(scope, "predictions", shared);
  consume(scope, "predictions", { queue, consumer, batchSize: 10, atOnce: callsAtOnce });
  return queue;
}
