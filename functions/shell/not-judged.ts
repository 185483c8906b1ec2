import { emitNotJudged } from "@driftwheel/aws/monitor/reports.ts";
import type { WindowProblem } from "@driftwheel/core/vocabulary/monitored-window.ts";
import type { ClosedWindow } from "./closed-windows.ts";

/** How events name a window of a schedule. */
export function namedWindow(endpoint: string, schedule: string, { start, end }: ClosedWindow) {
  return { endpoint, schedule, windowStart: start.toISOString(), windowEnd: end.toISOString() };
}

/** Tells that there was nothing to read of a window, and why. */
export async function tellNotJudged(
  endpoint: string,
  schedule: string,
  window: ClosedWindow,
  problem: WindowProblem,
): Promise<void> {
  await emitNotJudged({ ...namedWindow(endpoint, schedule, window), rows: 0, unread: null, problem });
}
