import type { Deploying } from "../deploying.ts";
import type { FunctionName } from "../routes.ts";
import { lambdaFunction, type Shared } from "./function.ts";
import { consume, queueWithDead } from "./queue.ts";
import { workersOf } from "./sizes.ts";

const days = 86_400;

/** A scheduled function with the queue of its tasks, one for each model and run. */
export function taskFunction(scope: Deploying, name: FunctionName, shared: Shared): aws.lambda.Function {
  // The next runs plan the same again, so that what is older than a day is nothing but old.
  const tasks = queueWithDead(scope, name, { kept: days, tries: 5 });
  const consumer = lambdaFunction(scope, name, { ...shared, taskQueue: tasks.url });
  // One a call: its memory, its time and its failure are its own, and a worker that dies loses no other.
  consume(scope, name, { queue: tasks, consumer, batchSize: 1, atOnce: workersOf(name, scope.fleet) });
  return consumer;
}
