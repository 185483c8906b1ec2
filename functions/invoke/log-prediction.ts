import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";

/** Bytes: what SQS takes of a queue that says nothing else. */
const largestMessage = 262_144;
/** Milliseconds before each further try; the caller has the answer already. */
const pauses = [100, 400];

interface Sending {
  /** Rejects with `Refused` where trying again is of no use. */
  readonly send: (message: string) => Promise<void>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * Sends a prediction to the queue of the log. The same message sent twice counts once, so that a lost answer is no reason
 * not to try again.
 *
 * @returns why it is not logged; null when it is
 */
export async function logPrediction(message: string, { send, wait }: Sending): Promise<string | null> {
  const bytes = Buffer.byteLength(message);
  if (bytes > largestMessage) {
    return `it has ${bytes} bytes as a message, and the queue takes ${largestMessage}`;
  }
  for (const pause of [...pauses, null]) {
    try {
      await send(message);
      return null;
    } catch (error) {
      if (pause === null || error instanceof Refused) return errorMessage(error);
      await wait(pause);
    }
  }
  return null;
}
