import { ServiceError } from "../world.ts";

export function invalidDefinition(why: string): ServiceError {
  return new ServiceError("InvalidDefinition", `Invalid State Machine Definition: '${why}'`);
}

/** What Amazon States Language has, and is not done here. */
export function notHere(what: string): ServiceError {
  return new ServiceError(
    "InvalidDefinition",
    `Driftwheel's local Step Functions does not implement ${what}.`,
  );
}

export function noStateMachine(arn: string): ServiceError {
  return new ServiceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
}

export function noExecution(arn: string): ServiceError {
  return new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
}

/** What a task failed with, as Retry and Catch of its state know it. */
export class TaskFailed extends Error {
  constructor(error: string, cause: string) {
    super(cause);
    this.name = error;
  }
}
