import {
  BadInput,
  EndpointDiffers,
  PassingRefusal,
  Refused,
  TransientError,
} from "@driftwheel/core/vocabulary/errors.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";

import { type PassingAnswer, passingAnswers } from "./refusals.ts";

const ours = [TransientError, PassingRefusal, Refused, EndpointDiffers, BadInput];

type SdkError = Parameters<typeof isTransientError>[0];

/**
 * What an error of the SDK means for the shell: TransientError when trying again may help (throttled, 5xx,
 * unreachable, busy), Refused with the service's own words otherwise. Errors that are no answer of a service,
 * such as our own, come back as they are.
 *
 * @param doing what was tried, "DescribeEndpoint frost-prod"; put in front of the message.
 */
export function failure(error: unknown, doing: string): Error {
  if (!(error instanceof Error)) return new Error(`${doing}: ${errorMessage(error)}`);
  if (ours.some((type) => error instanceof type)) return error;
  const text = `${doing}: ${error.name}: ${errorMessage(error)}`;
  // The classifiers read optional fields only, and any error may be asked.
  const asked = error as SdkError;
  if (isThrottlingError(asked) || isTransientError(asked) || isServerError(asked)) {
    return new TransientError(text, { cause: error });
  }
  if (!("$metadata" in error)) return error;
  return passingAnswer(error)?.passes === "busy"
    ? new TransientError(text, { cause: error })
    : new Refused(text, { cause: error });
}

/** What an error means for an effect: as for anything else, but a refusal that may pass says for how long (refusals.ts). */
export function failureOfEffect(error: unknown, doing: string): Error {
  const failed = failure(error, doing);
  const passes =
    failed instanceof Refused && error instanceof Error ? passingAnswer(error)?.passes : undefined;
  return typeof passes === "number"
    ? new PassingRefusal(failed.message, { cause: error, tryFor: passes })
    : failed;
}

function passingAnswer(error: Error): PassingAnswer | undefined {
  return passingAnswers.find(
    ({ names, says }) => (names?.includes(error.name) ?? true) && (says?.test(error.message) ?? true),
  );
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

/** What a service answers; null where it says that what was asked for is not there. */
export async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** True when a job cannot be stopped because it has ended, which SageMaker says by a refusal. */
export function hasEnded(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === "ValidationException" &&
    /status|can't be stopped|cannot be stopped/i.test(error.message)
  );
}
