import type { Backlog, Backlogs } from "../../../vocabulary/trial/look-metrics.ts";
import type { PeriodCounts } from "../../../vocabulary/trial/period-counts.ts";

/** What waited on both endpoints in each of the periods that were measured: a queue that was empty once is none that grows. */
export function leastBacklogs(periods: readonly PeriodCounts[]): Backlogs {
  const least = (arm: "champion" | "challenger") =>
    periods
      .flatMap(({ [arm]: { backlog } }) => backlog ?? [])
      .reduce<Backlog | null>(
        (lowest, { perInstance, oldest }) => ({
          perInstance: Math.min(perInstance, lowest?.perInstance ?? perInstance),
          oldest: Math.min(oldest, lowest?.oldest ?? oldest),
        }),
        null,
      );
  return { champion: least("champion"), challenger: least("challenger") };
}
