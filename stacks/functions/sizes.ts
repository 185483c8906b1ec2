import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { FunctionName } from "../routes.ts";

/** Memory in MB (a share of the processor comes with it), timeout in seconds. */
export const sizes: Readonly<Record<FunctionName, { readonly memory: number; readonly timeout: number }>> = {
  drift: { memory: 512, timeout: 120 },
  retraining: { memory: 512, timeout: 120 },
  registry: { memory: 512, timeout: 120 },
  endpoint: { memory: 512, timeout: 120 },
  rollout: { memory: 512, timeout: 120 },
  // All three go through the whole fleet; monitor and quality read captures.
  monitor: { memory: 1024, timeout: 900 },
  quality: { memory: 1024, timeout: 900 },
  sweep: { memory: 512, timeout: 300 },
  // It goes through the whole account.
  idle: { memory: 512, timeout: 900 },
  command: { memory: 512, timeout: 60 },
  // API Gateway gives an answer up after 30 seconds.
  api: { memory: 512, timeout: 29 },
  hooks: { memory: 512, timeout: 29 },
  webhooks: { memory: 512, timeout: 60 },
  delivery: { memory: 512, timeout: 60 },
  predictions: { memory: 512, timeout: 60 },
  // A model has 60 seconds to answer, and the prediction is logged after it has.
  invoke: { memory: 512, timeout: 90 },
  // It reads what was asked and answered, some megabytes at a time.
  inferences: { memory: 512, timeout: 60 },
};

/**
 * How long a message is hidden while a function has it, in seconds.
 * Six times the timeout: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function visibility(name: FunctionName): number {
  return sizes[name].timeout * 6;
}

/** How many tasks are done at once at most; what is asked of SageMaker grows with it, and its rates are unpublished. */
const mostWorkers: Readonly<Partial<Record<FunctionName, number>>> = {
  monitor: 100,
  quality: 20,
  sweep: 20,
};

/** As many as there are models: a small fleet takes nothing of the account's concurrency that others need. */
export function workersOf(name: FunctionName, { models }: Pick<Fleet, "models">): number {
  return Math.min(mostWorkers[name] ?? 5, Math.max(5, Object.keys(models).length));
}

/**
 * How many batches of events a function has at once: few, for most events of a small fleet concern the same models. The
 * windows of a large one end in the same minute, and are told of one by one; five at once took longer than judging them.
 */
export function eventsAtOnce({ models }: Pick<Fleet, "models">): number {
  return Math.min(25, Math.max(5, Math.ceil(Object.keys(models).length / 200)));
}

/** Longer than a handler behind a queue can live, shorter than the time after which its message comes back. */
export const graceSeconds = 180;

/** MB by function: what Lambda asks for a second of it. */
export const memoryOfFunctions = Object.fromEntries(
  Object.entries(sizes).map(([name, { memory }]) => [name, memory]),
);
