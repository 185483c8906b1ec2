import { SageMakerServiceException } from "@aws-sdk/client-sagemaker";
import { PassingRefusal, Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { describe, expect, it } from "vitest";
import { failure, failureOfEffect } from "./failure.ts";
import { passingAnswers } from "./refusals.ts";

const minute = 60_000;

function answered(name: string, message: string, status = 400): SageMakerServiceException {
  return new SageMakerServiceException({
    name,
    message,
    $fault: "client",
    $metadata: { httpStatusCode: status },
  });
}

const role = "arn:aws:iam::444455556666:role/driftwheel-execution";

/** Each row of the table in its order, with what services say; the row that counts is the first that fits. */
const rows: readonly (readonly [number, "busy" | number, string, string])[] = [
  [
    0,
    "busy",
    "ValidationException",
    'Cannot update in-progress endpoint "arn:aws:sagemaker:eu-north-1:444455556666:endpoint/tides".',
  ],
  [0, "busy", "ValidationException", "Endpoint tides is currently being updated."],
  [1, "busy", "ConflictException", "The model package was changed by another request."],
  [1, "busy", "ConcurrentUpdateException", "Another update of the scalable target is in progress."],
  [
    2,
    15 * minute,
    "ValidationException",
    "Cannot remove variant AllTraffic: it has a registered scalable target; deregister it first.",
  ],
  [
    3,
    15 * minute,
    "ValidationException",
    'Could not find model "arn:aws:sagemaker:eu-north-1:444455556666:model/tides-v2".',
  ],
  [3, 15 * minute, "ResourceNotFound", "Endpoint configuration tides-v2-trial does not exist."],
  [
    4,
    15 * minute,
    "AccessDeniedException",
    `User: ${role} is not authorized to perform: sagemaker:UpdateEndpoint`,
  ],
  [4, 15 * minute, "AuthorizationErrorException", "You are not authorized to publish to this topic."],
  [
    5,
    15 * minute,
    "ValidationException",
    `Could not assume role ${role}. Please ensure that the role exists.`,
  ],
  [
    6,
    60 * minute,
    "ResourceLimitExceeded",
    "The account-level service limit 'ml.m5.large for endpoint usage' is 2 Instances, with current utilization of 2 Instances.",
  ],
  [6, 60 * minute, "ServiceQuotaExceededException", "Too many scheduled actions."],
  [
    7,
    60 * minute,
    "ValidationException",
    "Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error.",
  ],
];

describe("a refusal that may pass", () => {
  it.each(rows)("by row %i, for %s: %s %s", (row, passes, name, message) => {
    const error = answered(name, message);
    const mapped = failureOfEffect(error, "doing");

    expect(passingAnswers[row]?.passes).toBe(passes);
    if (passes === "busy") expect(mapped).toBeInstanceOf(TransientError);
    else expect(mapped).toMatchObject({ name: "PassingRefusal", tryFor: passes });
    expect(mapped.message).toBe(`doing: ${name}: ${message}`);
    expect(mapped.cause).toBe(error);
  });

  it("is tried here in every row of the table", () => {
    expect([...new Set(rows.map(([row]) => row))]).toEqual(passingAnswers.map((_, row) => row));
  });

  it.each(passingAnswers.map(({ because, page }) => [because, page] as const))(
    "(%s) names its page",
    (_, page) => {
      expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    },
  );

  it("passes for effects only: who asks a question is refused at once", () => {
    const mapped = failure(answered("AccessDeniedException", "not authorized", 403), "asking");
    expect(mapped).toBeInstanceOf(Refused);
    expect(mapped).not.toBeInstanceOf(PassingRefusal);
  });
});

describe("a refusal that is final", () => {
  it.each([
    [
      "ValidationException",
      "1 validation error detected: Value 'x' at 'endpointName' failed to satisfy constraint",
    ],
    ["ValidationException", 'Cannot create already existing endpoint configuration "tides-v2-trial".'],
    ["ValidationException", "ProductionVariants must have a unique VariantName"],
    ["ResourceInUse", "The resource is in use."],
  ])("%s: %s", (name, message) => {
    const mapped = failureOfEffect(answered(name, message), "doing");
    expect(mapped).toBeInstanceOf(Refused);
    expect(mapped).not.toBeInstanceOf(PassingRefusal);
  });
});
