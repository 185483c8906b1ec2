import { BadInput, Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";

type SdkError = Parameters<typeof isTransientError>[0];

/** Answers that say "not now": an endpoint or a package that someone else is changing at this moment. */
const busy = /in-progress endpoint|is currently being updated|try again/i;

/**
 * What an error of the SDK means for the shell: TransientError when trying again may help (throttled, 5xx,
 * unreachable, busy), Refused with the service's own words otherwise. Errors that are no answer of a service,
 * such as our own, come back as they are.
 *
 * @param doing what was tried, "DescribeEndpoint frost-prod"; put in front of the message.
 */
export function failure(error: unknown, doing: string): Error {
  if (!(error instanceof Error)) return new Error(`${doing}: ${String(error)}`);
  if (error instanceof TransientError || error instanceof Refused || error instanceof BadInput) return error;
  const text = `${doing}: ${error.name}: ${error.message}`;
  // The classifiers read optional fields only, and any error may be asked.
  const asked = error as SdkError;
  if (isThrottlingError(asked) || isTransientError(asked) || isServerError(asked)) {
    return new TransientError(text, { cause: error });
  }
  if (busy.test(error.message) || error.name === "ConflictException") {
    return new TransientError(text, { cause: error });
  }
  return "$metadata" in error ? new Refused(text, { cause: error }) : error;
}

/** True when the service says that what was asked for does not exist, in any of SageMaker's and S3's ways. */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (
    ["ResourceNotFound", "ResourceNotFoundException", "NoSuchKey", "NoSuchBucket", "NotFound"].includes(
      error.name,
    )
  ) {
    return true;
  }
  // DescribeEndpoint, DescribeModel, DescribeModelPackage answer ValidationException with one of these.
  return (
    error.name === "ValidationException" && /could not find|does not exist|not found/i.test(error.message)
  );
}

/** True when a Create was refused because the name is taken: `Cannot create already existing model "..."`. */
export function alreadyExists(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === "ResourceInUse" || /already exist/i.test(error.message)) &&
    "$metadata" in error
  );
}
