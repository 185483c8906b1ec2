import { ServiceError } from "../../world.ts";
import { invalid } from "../errors.ts";

export function conflict(message: string): ServiceError {
  return new ServiceError("ConflictException", message);
}

/** The registry calls what is missing a validation error: `ModelPackage arn:... does not exist.` */
export function doesNotExist(kind: "ModelPackage" | "ModelPackageGroup", arn: string): ServiceError {
  return invalid(`${kind} ${arn} does not exist.`);
}

/** A version has the tags of its group. Wording: https://github.com/aws/aws-cdk/issues/33699 */
export function tagsOnVersion(): ServiceError {
  return invalid(
    "Tags are not supported in Model Package versions. Please add them to the Model Package Group",
  );
}
