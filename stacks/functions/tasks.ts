import type { Deploying } from "../deploying.ts";
import type { FunctionName } from "../routes.ts";
import { lambdaFunction, type Shared } from "./function.ts";
import { consume, queue, queuePolicy } from "./queue.ts";
import { visibility, workersOf } from "./sizes.ts";

const days = 86_400;

/** A scheduled function with the queue of its tasks, one for each model and run. */
export function taskFunction(scope: Deploying, name: FunctionName, shared: Shared): aws.lambda.Function {
  const dead = queue(scope, `${name}-dead`, { messageRetentionSeconds: 14 * days });
  const tasks = queue(scope, name, {
    visibilityTimeoutSeconds: visibility(name),
    // The next runs plan the same again, so that what is older than a day is nothing but old.
    messageRetentionSeconds: days,
    redrivePolicy: dead.arn.apply((deadLetterTargetArn) =>
      JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }),
    ),
  });
  queuePolicy(scope, name, tasks);
  queuePolicy(scope, `${name}-dead`, dead);
  const consumer = lambdaFunction(scope, name, { ...shared, taskQueue: tasks.url });
  // One a call: its memory, its time and its failure are its own, and a worker that dies loses no other.
  consume(scope, name, { queue: tasks, consumer, batchSize: 1, atOnce: workersOf(name, scope.fleet) });
  return consumer;
}
