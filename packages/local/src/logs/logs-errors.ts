import { ServiceError } from "../world.ts";

export function invalidParameter(message: string): ServiceError {
  return new ServiceError("InvalidParameterException", message);
}

export function doesNotExist(kind: "group" | "stream"): ServiceError {
  return new ServiceError("ResourceNotFoundException", `The specified log ${kind} does not exist.`);
}
