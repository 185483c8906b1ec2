import { reportFolder, wasAssessed } from "@driftwheel/aws/monitor/reports.ts";
import { servedName } from "@driftwheel/core/policy/batch/served.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { type CaptureLocation, captureLocation } from "../shell/capture-location.ts";
import type { ClosedWindow } from "../shell/closed-windows.ts";
import { reading, readingFailed } from "../shell/reading-failed.ts";
import { type Assessed, notWatched } from "./assessed.ts";
import type { Counting, Sharing } from "./read-shards.ts";

export type Watched =
  | { readonly result: "assessed-before" }
  | ({ readonly result: "counting" } & Counting)
  | Assessed;

/** What whoever calls knows already, and how a large window is shared out. */
interface Known {
  /** Where captures lie. */
  readonly location?: CaptureLocation | undefined;
  /** By one reader, unless given. */
  readonly sharing?: Sharing;
}

/**
 * Sees to one window of one model that is over: assesses it unless an earlier run did, which is what a run mostly
 * finds, so that nothing else is loaded before. A window that cannot be judged is told as such, whatever is in the way;
 * what people can mend is tried again by the next run.
 *
 * @throws what reading failed with, once that was told.
 */
export async function watch(
  policy: ModelPolicy,
  window: ClosedWindow,
  { location, sharing }: Known = {},
): Promise<Watched> {
  const endpoint = servedName(policy);
  try {
    const found = location ?? (await captureLocation(policy));
    if (!found.ok) return await notWatched(endpoint, window, found.problem);
    const { destination } = found;
    const folder = reportFolder({ destination, endpoint, end: window.end });
    if (await reading(`what was reported in ${folder.uri}`, () => wasAssessed(folder)))
      return { result: "assessed-before" };
    const { assess } = await import("./assess.ts");
    return await assess(policy, window, { destination, folder, sharing });
  } catch (error) {
    await notWatched(endpoint, window, readingFailed(error, `where ${endpoint} captures`));
    throw error;
  }
}
