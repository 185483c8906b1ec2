import type { PeriodCounts } from "../../../vocabulary/trial/period-counts.ts";

/**
 * Until when all requests that came are answered, in both arms. A request that waits counts in neither arm yet, and where one arm
 * answers later than the other, those of its last minutes would lack in the split that was served.
 *
 * @param periods in the order of time
 * @returns milliseconds since 1970; infinite where requests do not wait, and before all of them where nobody measured how long
 */
export function allAnsweredUntil(periods: readonly PeriodCounts[]): number {
  if (!periods.some(({ champion, challenger }) => (champion.accepted ?? challenger.accepted) !== undefined))
    return Number.POSITIVE_INFINITY;
  const until = (["champion", "challenger"] as const).map((arm) => {
    const last = periods.findLast(({ [arm]: { backlog } }) => backlog !== undefined);
    // The oldest was as old at some time in the period, so it came at its start less that at the earliest.
    return last?.[arm].backlog ? last.start - last[arm].backlog.oldest : Number.NEGATIVE_INFINITY;
  });
  return Math.min(...until);
}
