import type { WindowProblem } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";

/** Something that could not be read, by its name: services mostly say no more than that they refuse. */
class ReadingFailed extends Error {
  override readonly name = "ReadingFailed";
  constructor(what: string, cause: unknown) {
    super(`Reading ${what} failed: ${wordsOf(cause)}`, { cause });
  }
}

/** What reading comes to. @param what is read, in words  @throws ReadingFailed naming it */
export async function reading<T>(what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof ReadingFailed ? error : new ReadingFailed(what, error);
  }
}

/** A window that was not judged because something could not be read. @param what it is about, where the error does not say */
export function readingFailed(error: unknown, what: string): WindowProblem {
  const { message } = error instanceof ReadingFailed ? error : new ReadingFailed(what, error);
  return { reason: "failed", words: message };
}

/** A service's errors are told by their names as well: the words of some are their names' alone. */
export function wordsOf(error: unknown): string {
  const message = errorMessage(error);
  return error instanceof Error && "$metadata" in error ? `${error.name}: ${message}` : message;
}
