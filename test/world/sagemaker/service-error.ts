import { SageMakerServiceException } from "@aws-sdk/client-sagemaker";

/** An answer of SageMaker that says no, as its client gives it to its caller. */
export function serviceError(name: string, message: string, status = 400): SageMakerServiceException {
  return new SageMakerServiceException({
    name,
    message,
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status, requestId: "simulated", attempts: 1, totalRetryDelay: 0 },
  });
}

/**
 * Most of what does not exist is a ValidationException there; wordings as told in the issues of
 * https://github.com/aws/sagemaker-python-sdk and https://github.com/hashicorp/terraform-provider-aws.
 */
export function invalid(message: string): SageMakerServiceException {
  return serviceError("ValidationException", message);
}

export function couldNotFind(kind: "endpoint" | "endpoint configuration" | "model", arn: string) {
  return invalid(`Could not find ${kind} "${arn}".`);
}

export function alreadyExists(kind: "endpoint configuration" | "model", arn: string) {
  return invalid(`Cannot create already existing ${kind} "${arn}".`);
}
