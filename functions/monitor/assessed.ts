import { captureSchedule, type WindowProblem } from "@driftwheel/core/vocabulary/monitored-window.ts";
import type { ClosedWindow } from "../shell/closed-windows.ts";
import { tellNotJudged } from "../shell/not-judged.ts";

/** What came of a window. */
export interface Assessed {
  readonly result: "assessed" | "not-judged";
  readonly rows: number;
  /** Captured requests that were made before the window and had not arrived for their own. */
  readonly late: number;
  /** Lines that could not be read. */
  readonly unread: number;
  readonly violated: readonly string[];
  /** What kept the window from being judged, or from being judged in full. */
  readonly reason: string | null;
}

/** Tells that there was nothing to read, and why. */
export async function notWatched(
  endpoint: string,
  window: ClosedWindow,
  problem: WindowProblem,
): Promise<Assessed> {
  await tellNotJudged(endpoint, captureSchedule, window, problem);
  return { result: "not-judged", rows: 0, late: 0, unread: 0, violated: [], reason: problem.words };
}
