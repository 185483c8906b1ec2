import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import type { RetrainingJobFact } from "@driftwheel/core/vocabulary/fact.ts";
import { stepFunctions } from "../clients/step-functions.ts";

/** Where a state machine's execution stands, and why it failed if it did. */
export async function findExecution(executionArn: string): Promise<RetrainingJobFact> {
  const { status, error, cause } = await stepFunctions().send(new DescribeExecutionCommand({ executionArn }));
  const statuses = {
    RUNNING: "Executing",
    PENDING_REDRIVE: "Executing",
    SUCCEEDED: "Succeeded",
    FAILED: "Failed",
    TIMED_OUT: "Failed",
    ABORTED: "Stopped",
  } as const;
  const reason = [error, cause].filter(Boolean).join(": ");
  return {
    status: status === undefined ? "Unknown" : (statuses[status] ?? "Unknown"),
    execution: executionArn,
    failureReason: reason || (status === "TIMED_OUT" ? "it ran out of its time" : null),
    model: null,
  };
}
