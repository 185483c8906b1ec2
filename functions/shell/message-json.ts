import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";

/**
 * What a message of a queue holds.
 *
 * @throws BadInput when it is no JSON
 */
export function messageJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new BadInput(`the message: ${error instanceof Error ? error.message : "it is no JSON"}`, {
      cause: error,
    });
  }
}
