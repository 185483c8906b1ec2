import type { Backlog, Backlogs } from "../../../vocabulary/trial/look-metrics.ts";
import type { ArmPeriod, PeriodCounts } from "../../../vocabulary/trial/period-counts.ts";

/** What waited on both endpoints in each of the periods that were measured: a queue that was empty once is none that grows. */
export function leastBacklogs(periods: readonly PeriodCounts[]): Backlogs {
  return {
    champion: leastBacklog(periods.map(({ champion }) => champion)),
    challenger: leastBacklog(periods.map(({ challenger }) => challenger)),
  };
}

/** The same of one endpoint; null where nobody measured it. */
export function leastBacklog(periods: readonly Pick<ArmPeriod, "backlog">[]): Backlog | null {
  return periods
    .flatMap(({ backlog }) => backlog ?? [])
    .reduce<Backlog | null>(
      (lowest, { perInstance, oldest }) => ({
        perInstance: Math.min(perInstance, lowest?.perInstance ?? perInstance),
        oldest: Math.min(oldest, lowest?.oldest ?? oldest),
      }),
      null,
    );
}
