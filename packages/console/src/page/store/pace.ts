import type { Failure } from "../api/failure.ts";

/** What answers quickly is asked for so often, in milliseconds. */
export const usual = 3_000;
const longest = 60_000;
/** What takes long to answer is asked for less often: at most a twentieth of the time is spent asking. */
const share = 20;

/**
 * How long to wait before asking again, in milliseconds.
 *
 * @param took how long its answers take, in milliseconds
 * @param failures how many answers in a row have failed
 */
export function pause(took: number, failures: number, failure: Failure | null): number {
  switch (failure?.kind) {
    case undefined:
      return Math.min(longest, Math.max(usual, took * share));
    case "busy":
      return Math.min(longest, failure.seconds * 1_000 * 2 ** (failures - 1));
    case "offline":
    case "broken":
      return Math.min(longest, usual * 2 ** (failures - 1));
    default:
      // Signed out, forbidden, not found: it is so until somebody does something.
      return longest;
  }
}
