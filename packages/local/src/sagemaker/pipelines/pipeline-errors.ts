import { ServiceError } from "../../world.ts";
import { invalid, resourceNotFound } from "../errors.ts";
import { InvalidDefinition } from "./definition/definition.ts";
import { InvalidParameter } from "./definition/parameter.ts";

export function conflict(message: string): ServiceError {
  return new ServiceError("ConflictException", message);
}

export function notFound(
  kind: "Pipeline" | "PipelineExecution" | "CallbackToken",
  arn: string,
): ServiceError {
  return resourceNotFound(`${kind} '${arn}' does not exist.`);
}

/** Does something whose refusals are the caller's fault: they become validation errors of the service. */
export function refusing<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof InvalidDefinition || error instanceof InvalidParameter) throw invalid(error.message);
    throw error;
  }
}
