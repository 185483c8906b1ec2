import type { DurableExecution } from "./durable-executions.ts";

const seconds = (time: Date) => time.getTime() / 1000;

/** https://docs.aws.amazon.com/lambda/latest/api/API_Execution.html */
export function executionSummary(execution: DurableExecution) {
  return {
    DurableExecutionArn: execution.arn,
    DurableExecutionName: execution.name,
    FunctionArn: `${execution.functionArn}:$LATEST`,
    Status: execution.outcome?.status ?? "RUNNING",
    StartTimestamp: seconds(execution.startedAt),
    ...(execution.endedAt === null ? {} : { EndTimestamp: seconds(execution.endedAt) }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetDurableExecution.html */
export function executionDetails(execution: DurableExecution) {
  const { outcome } = execution;
  return {
    ...executionSummary(execution),
    Version: "$LATEST",
    InputPayload: execution.input,
    ExecutionDataIncluded: true,
    ...(outcome?.status === "SUCCEEDED" ? { Result: outcome.result ?? "null" } : {}),
    ...(outcome && outcome.status !== "SUCCEEDED"
      ? { Error: { ErrorType: outcome.error.type, ErrorMessage: outcome.error.message } }
      : {}),
  };
}
