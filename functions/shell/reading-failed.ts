import type { WindowProblem } from "@driftwheel/core/vocabulary/monitored-window.ts";

/** A window that was not judged because something could not be read. @param what it is about, in words */
export function readingFailed(error: unknown, what: string): WindowProblem {
  return { reason: "failed", words: `Reading ${what} failed: ${wordsOf(error)}` };
}

/** A service's errors are told by their names as well: the words of some are their names' alone. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "$metadata" in error ? `${error.name}: ${error.message}` : error.message;
}
