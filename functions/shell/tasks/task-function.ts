import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Logger } from "@aws-lambda-powertools/logger";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSRecord } from "aws-lambda";
import { clock } from "../clock.ts";
import { loadFleet } from "../fleet.ts";
import { isQueueEvent } from "../intake.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import { type TaskFunctionName, taskQueue } from "../settings/task-queue.ts";
import { loggerOf } from "../telemetry/logger.ts";
import { type Task, taskMessage, taskOf } from "./task.ts";

/** What a function's code is given, beside its event. */
interface TaskContext {
  readonly fleet: Fleet;
  readonly settings: Settings;
  readonly logger: Logger;
}

interface TaskFunction {
  readonly name: TaskFunctionName;
  /** The tasks of a run; asks nobody, so that it takes no longer for a large fleet. */
  plan(fleet: Fleet, now: Date): readonly Task[];
  /** Does one; it may be done twice, and by two at once. */
  perform(task: Task, policy: ModelPolicy, context: TaskContext): Promise<void>;
  /** What concerns no single model, and is done by the run once its tasks are sent, whether they were or not. */
  besides?(context: TaskContext): Promise<void>;
}

/**
 * The handler of a scheduled function that goes through the fleet. Called by its schedule it plans, and sends a task for
 * each model to its own queue; called by the queue it does them. So models do not wait for each other, and one that fails
 * comes back alone. A run repeats what was not done by the one before.
 */
export function taskFunction({ name, plan, perform, besides }: TaskFunction) {
  const logger = loggerOf(name);
  return middy<unknown, SQSBatchResponse | undefined, Error, Context>()
    .use(injectLambdaContext(logger))
    .handler(async (event: unknown, lambda: Context) => {
      const settings = readSettings(process.env);
      const context = { fleet: await loadFleet(settings.fleet), settings, logger };
      if (isQueueEvent(event)) {
        // Where all of a batch fails the call fails with it, which an alarm counts.
        return await processPartialResponse(
          event,
          (record: SQSRecord) => one(record, perform, context),
          new BatchProcessor(EventType.SQS),
          { context: lambda, processInParallel: false },
        );
      }
      try {
        const tasks = plan(context.fleet, clock.now());
        if (tasks.length > 0) await sendTasks(name, tasks);
        logger.info("planned", { tasks: tasks.length });
      } finally {
        await besides?.(context);
      }
      return undefined;
    });
}

/** Sends tasks to a function's own queue; SQS's client is loaded by whoever has something to send. */
export async function sendTasks(name: TaskFunctionName, tasks: readonly Task[]): Promise<void> {
  const { sendMessages } = await import("@driftwheel/aws/queues/send-messages.ts");
  await sendMessages(taskQueue(name, process.env), tasks.map(taskMessage));
}

async function one(record: SQSRecord, perform: TaskFunction["perform"], context: TaskContext): Promise<void> {
  const { fleet, logger } = context;
  const message = { messageId: record.messageId, receives: record.attributes.ApproximateReceiveCount };
  try {
    const task = taskOf(record.body);
    const policy = fleet.models[task.model];
    if (!policy) {
      // It left after the run had planned.
      logger.info("dropped", { ...message, reason: `the fleet has no model ${task.model}` });
      return;
    }
    await perform(task, policy, context);
  } catch (error) {
    logger.error("not done", { ...message, task: record.body, error });
    throw error;
  }
}
