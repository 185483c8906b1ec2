import type { DurableExecutionClient, DurableLambdaHandler } from "@aws/durable-execution-sdk-js";
import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";

/** What one run of a durable function came to. */
export type DurableOutcome =
  | { readonly status: "SUCCEEDED"; readonly result: string | null }
  | {
      readonly status: "FAILED" | "STOPPED";
      readonly error: { readonly type: string; readonly message: string };
    };

export interface DurableRun {
  readonly outcome: Promise<DurableOutcome>;
  /** Ends it where it stands, waits included; its outcome is then STOPPED. */
  stop(reason: string): void;
}

type Invocation = Parameters<DurableLambdaHandler>[0];

/**
 * Runs a durable function once, on real time, by AWS's own local runner. Several may run at once: each has a
 * runner of its own, and all share the checkpoint server that `useDurableRunner` keeps up.
 *
 * The runner has no way to end a run from outside. So the last invocation is remembered: with its client the
 * execution itself can be failed, as the function's own SDK would, and the runner then drops its timers.
 */
export function runDurably(handler: DurableLambdaHandler, payload: unknown): DurableRun {
  let last: Invocation | null = null;
  let stopped: string | null = null;
  const runner = new LocalDurableTestRunner<unknown>({
    handlerFunction: async (invocation, context) => {
      last = invocation;
      if (stopped !== null) throw new Error(stopped);
      return await handler(invocation, context);
    },
  });
  const stoppedOutcome = (reason: string) =>
    ({ status: "STOPPED", error: { type: "ExecutionStopped", message: reason } }) as const;
  const outcome = runner.run({ payload }).then(
    (execution): DurableOutcome => {
      if (stopped !== null) return stoppedOutcome(stopped);
      if (execution.getStatus() === "SUCCEEDED") {
        const result = execution.getResult();
        return { status: "SUCCEEDED", result: result === undefined ? null : JSON.stringify(result) };
      }
      const { errorType = "Error", errorMessage = "" } = execution.getError();
      return { status: "FAILED", error: { type: errorType, message: errorMessage } };
    },
    (error: unknown): DurableOutcome => {
      if (stopped !== null) return stoppedOutcome(stopped);
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { status: "FAILED", error: { type: name, message } };
    },
  );
  return {
    outcome,
    stop(reason) {
      stopped = reason;
      if (last) failExecution(last, reason);
    },
  };
}

function failExecution(invocation: Invocation, reason: string): void {
  if (!("durableExecutionClient" in invocation)) return;
  const { DurableExecutionArn, CheckpointToken } = invocation;
  // The runner hands its own transport to the function in the event; the event's type does not tell.
  const client = invocation.durableExecutionClient as DurableExecutionClient;
  client
    .checkpoint({
      DurableExecutionArn,
      CheckpointToken,
      Updates: [
        {
          Id: "stopped",
          Type: "EXECUTION",
          Action: "FAIL",
          Error: { ErrorType: "ExecutionStopped", ErrorMessage: reason },
        },
      ],
    })
    .catch(() => {
      // It ended by itself in the meantime.
    });
}

let users = 0;

/** Keeps the runner's checkpoint server up (one a process) until the answer is called. */
export async function useDurableRunner(): Promise<() => Promise<void>> {
  users += 1;
  if (users === 1) await LocalDurableTestRunner.setupTestEnvironment({ skipTime: false });
  let released = false;
  return async () => {
    if (released) return;
    released = true;
    users -= 1;
    if (users === 0) await LocalDurableTestRunner.teardownTestEnvironment();
  };
}
