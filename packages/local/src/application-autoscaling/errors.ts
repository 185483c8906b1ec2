import { ServiceError } from "../world.ts";

/**
 * The service's refusals. Most wordings are as told in issues of hashicorp/terraform-provider-aws and
 * gravitational/teleport and in the responses that getmoto/moto repeats; where none was found, the words are ours.
 * Kinds: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html#API_RegisterScalableTarget_Errors
 */
export function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}

export function unsupported(): ServiceError {
  return invalid("Unsupported service namespace, resource type or scalable dimension");
}

export function notScaledHere(what: string): ServiceError {
  return invalid(
    `Driftwheel's local AWS scales the instances of SageMaker's variants and the copies of its inference components only; it does not implement ${what}.`,
  );
}

export interface Addressed {
  readonly ServiceNamespace: string;
  readonly ResourceId: string;
  readonly ScalableDimension: string;
}

export function notRegistered(target: Addressed): ServiceError {
  return missing(`No scalable target registered for ${told(target)}`);
}

export function targetNotFound(target: Addressed): ServiceError {
  return missing(`No scalable target found for ${told(target)}`);
}

export function policyNotFound(target: Addressed, name: string): ServiceError {
  return missing(`No scaling policy found for ${told(target)}, policy name: ${name}`);
}

export function scheduledActionNotFound(target: Addressed, name: string): ServiceError {
  return missing(`No scheduled action found for ${told(target)}, scheduled action name: ${name}`);
}

export function resourceNotFound(arn: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", `No scalable target found for the ARN ${arn}`);
}

export function limitExceeded(message: string): ServiceError {
  return new ServiceError("LimitExceededException", message);
}

export function invalidToken(): ServiceError {
  return new ServiceError("InvalidNextTokenException", "The token is invalid.");
}

function missing(message: string): ServiceError {
  return new ServiceError("ObjectNotFoundException", message);
}

function told({ ServiceNamespace, ResourceId, ScalableDimension }: Addressed): string {
  return `service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`;
}
