import { parseImageName } from "../images/image-name.ts";
import { ServiceError } from "../world.ts";

/**
 * The service's refusals in its own words. Most of what does not exist is a ValidationException there; wordings
 * as told in github.com/aws/amazon-sagemaker-operator-for-k8s (clientwrapper), hashicorp/terraform-provider-aws
 * and the issues of aws/sagemaker-python-sdk.
 */
export function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}

export type Hosted = "endpoint" | "endpoint configuration" | "inference component" | "model";

export function couldNotFind(kind: Hosted, arn: string): ServiceError {
  return invalid(`Could not find ${kind} "${arn}".`);
}

export function alreadyExists(kind: Hosted, arn: string): ServiceError {
  return invalid(`Cannot create already existing ${kind} "${arn}".`);
}

export function trainingJobNotFound(): ServiceError {
  return invalid("Requested resource not found.");
}

export function processingJobNotFound(name: string): ServiceError {
  return invalid(`Could not find requested job with name: ${name}`);
}

export function jobNameTaken(kind: "Training" | "Processing" | "Transform", arn: string): ServiceError {
  return new ServiceError(
    "ResourceInUse",
    `${kind} job names must be unique within an AWS account and region, and a ${kind.toLowerCase()} job with this name already exists (${arn})`,
  );
}

export function jobNotRunning(
  kind: "training" | "processing" | "transform" | "tuning" | "AutoML",
  status: string,
): ServiceError {
  return invalid(`The request was rejected because the ${kind} job is in status ${status}.`);
}

export function endpointBusy(arn: string): ServiceError {
  return invalid(`Cannot update in-progress endpoint "${arn}".`);
}

export function imageNotFound(image: string): ServiceError {
  return invalid(
    `Requested image ${image} not found. Start the local AWS with --image ${parseImageName(image).repository}=DIR for a folder that stands for it, or with --images any for jobs that make nothing.`,
  );
}

export function resourceNotFound(message: string): ServiceError {
  return new ServiceError("ResourceNotFound", message);
}
