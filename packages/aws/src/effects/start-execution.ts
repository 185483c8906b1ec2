import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { RetrainingJob } from "@driftwheel/core/vocabulary/retraining-job.ts";
import { stepFunctions } from "../clients/step-functions.ts";

/** A name of a standard state machine is taken for 90 days; with the same input a second start is the first one. */
export async function startExecution({
  stateMachine,
  name,
  input,
}: Extract<RetrainingJob, { readonly kind: "state-machine" }>): Promise<string> {
  try {
    const { executionArn } = await stepFunctions().send(
      new StartExecutionCommand({ stateMachineArn: stateMachine, name, input: JSON.stringify(input) }),
    );
    return executionArn ?? name;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExecutionAlreadyExists") throw error;
    return `${stateMachine.replace(":stateMachine:", ":execution:")}:${name}`;
  }
}
