import type { Logger } from "@aws-lambda-powertools/logger";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";

/** Tells why a message comes again: what is busy or throttled does so by itself, anything else wants a person's eye. */
export function tellFailed(logger: Logger, message: object, error: unknown): void {
  if (error instanceof TransientError) logger.warn("postponed", { ...message, reason: error.message });
  else logger.error("not handled", { ...message, error });
}
