// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html

/** 412: the object is there, or is another than the one that was read. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && error.name === "PreconditionFailed";
}

/** 409: another is writing it at this moment; who asks again learns whether it was written. */
export function isBeingWritten(error: unknown): boolean {
  return error instanceof Error && error.name === "ConditionalRequestConflict";
}
