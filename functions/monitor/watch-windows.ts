import { reportFolder, wasAssessed } from "@driftwheel/aws/monitor/reports.ts";
import { servedName } from "@driftwheel/core/policy/batch/served.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { type CaptureLocation, captureLocation } from "../shell/capture-location.ts";
import { type ClosedWindow, closedWindows, lookBack } from "../shell/closed-windows.ts";
import { wordsOf } from "../shell/reading-failed.ts";
import type { Sharing } from "./read-shards.ts";
import { type Watched, watch } from "./watch.ts";

/** So many windows a run makes up for at most, where they are shorter than what lies between two runs. */
const mostWindows = 100;

export type WatchedWindow = Watched & { readonly windowEnd: string };

/**
 * Sees to the closed windows of a model: the last few, and all since the last that was assessed, however seldom the
 * monitor runs. A model that was never assessed begins with the last few.
 *
 * @param sharing how a large window is shared out; by one reader, unless given
 * @throws AggregateError with what failed, once all windows had their turn.
 */
export async function* watchWindows(
  policy: ModelPolicy,
  now: Date,
  sharing?: (window: ClosedWindow) => Sharing,
): AsyncGenerator<WatchedWindow> {
  const { window: length, lag } = policy.drift;
  const failures: unknown[] = [];
  const windows = closedWindows(now, { length, lag, last: mostWindows });
  let last = lookBack;
  let location: CaptureLocation | undefined;
  try {
    location = await captureLocation(policy);
    if (location.ok) last = await unassessed(servedName(policy), location.destination, windows);
  } catch {
    // Each window meets the same, and tells of it.
  }
  for (const window of windows.slice(-last)) {
    try {
      const watched = await watch(policy, window, { location, ...(sharing && { sharing: sharing(window) }) });
      yield { ...watched, windowEnd: window.end.toISOString() };
      // Later windows are judged by what this one shows, once its shards are counted.
      if (watched.result === "counting") break;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, failures.map(wordsOf).join("; "));
  }
}

/** How many of the windows must be looked at, from the newest: at least `lookBack`. */
async function unassessed(
  endpoint: string,
  destination: string,
  windows: ReturnType<typeof closedWindows>,
): Promise<number> {
  const newestFirst = windows.toReversed();
  for (const [index, { end }] of newestFirst.entries()) {
    if (await wasAssessed(reportFolder({ destination, endpoint, end }))) return Math.max(lookBack, index);
  }
  return lookBack;
}
