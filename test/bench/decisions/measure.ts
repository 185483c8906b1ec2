import { onTwoCores } from "../on-two-cores.ts";
import { jobsOf, type Size } from "./jobs.ts";
import type { MeasuredCell } from "./simulate.ts";

/** All cells in the order of `jobsOf`; the same numbers however the work is shared. */
export function measureDecisions(
  size: Size,
  progress: (done: number, all: number) => void,
): Promise<readonly MeasuredCell[]> {
  return onTwoCores(new URL("worker.ts", import.meta.url), size, jobsOf(size).length, progress);
}
