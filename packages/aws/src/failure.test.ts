import { ResourceNotFound, SageMakerServiceException } from "@aws-sdk/client-sagemaker";
import { BadInput, Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { describe, expect, it } from "vitest";
import { alreadyExists, failure, isNotFound } from "./failure.ts";

function answered(name: string, message: string, status = 400): SageMakerServiceException {
  return new SageMakerServiceException({
    name,
    message,
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status },
  });
}

describe("an error of the SDK", () => {
  it.each([
    answered("ThrottlingException", "Rate exceeded"),
    answered("InternalFailure", "sorry", 500),
    answered("ServiceUnavailable", "later", 503),
    answered("ValidationException", 'Cannot update in-progress endpoint "tides-prod".'),
    answered("ConflictException", "There was a conflict"),
    Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
    Object.assign(new Error("took too long"), { name: "TimeoutError" }),
  ])("may be over later: $name $message", (error) => {
    const mapped = failure(error, "asking");
    expect(mapped).toBeInstanceOf(TransientError);
    expect(mapped.message).toBe(`asking: ${error.name}: ${error.message}`);
    expect(mapped.cause).toBe(error);
  });

  it("of a connection that all addresses refuse has its reasons inside, and they are told", () => {
    const refused = Object.assign(
      new AggregateError([
        new Error("connect ECONNREFUSED ::1:4566"),
        new Error("connect ECONNREFUSED 127.0.0.1:4566"),
      ]),
      { code: "ECONNREFUSED" },
    );
    const mapped = failure(refused, "DescribeEndpoint tides-prod");
    expect(mapped).toBeInstanceOf(TransientError);
    expect(mapped.message).toBe(
      "DescribeEndpoint tides-prod: AggregateError: connect ECONNREFUSED ::1:4566; connect ECONNREFUSED 127.0.0.1:4566",
    );
  });

  it.each([
    answered("ValidationException", "1 validation error detected: Value at 'endpointName'"),
    answered("AccessDeniedException", "User is not authorized to perform: sagemaker:UpdateEndpoint", 403),
    answered("ResourceLimitExceeded", "The account-level service limit is 2 Instances"),
  ])("is a refusal in the service's words: $name", (error) => {
    const mapped = failure(error, "asking");
    expect(mapped).toBeInstanceOf(Refused);
    expect(mapped.message).toContain(error.message);
  });

  it("is left as it is when it is no answer of a service", () => {
    const own = new TypeError("undefined is not a function");
    expect(failure(own, "asking")).toBe(own);
    const told = new BadInput("the file is empty");
    expect(failure(told, "asking")).toBe(told);
  });
});

describe("what does not exist", () => {
  it.each([
    new ResourceNotFound({ message: "gone", $metadata: {} }),
    answered("ValidationException", 'Could not find endpoint "arn:aws:sagemaker:eu-north-1:1:endpoint/x".'),
    answered("ValidationException", "ModelPackage arn:x does not exist."),
    answered("NoSuchKey", "The specified key does not exist.", 404),
  ])("is told in many ways: $name $message", (error) => {
    expect(isNotFound(error)).toBe(true);
  });

  it("is not told by other refusals", () => {
    expect(isNotFound(answered("ValidationException", "1 validation error detected"))).toBe(false);
    expect(isNotFound(new Error("Could not find a way"))).toBe(false);
  });
});

describe("a name that is taken", () => {
  it("is told by a validation error or by ResourceInUse", () => {
    expect(alreadyExists(answered("ValidationException", 'Cannot create already existing model "m".'))).toBe(
      true,
    );
    expect(alreadyExists(answered("ResourceInUse", "Job name must be unique"))).toBe(true);
    expect(alreadyExists(answered("ValidationException", "Could not find model"))).toBe(false);
  });
});
