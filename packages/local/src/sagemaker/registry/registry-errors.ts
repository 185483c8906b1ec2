import { ServiceError } from "../../world.ts";

export function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}

export function conflict(message: string): ServiceError {
  return new ServiceError("ConflictException", message);
}

/** The registry calls what is missing a validation error: `ModelPackage arn:... does not exist.` */
export function doesNotExist(kind: "ModelPackage" | "ModelPackageGroup", arn: string): ServiceError {
  return invalid(`${kind} ${arn} does not exist.`);
}
