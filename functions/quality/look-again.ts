import type { ClosedWindow } from "../shell/closed-windows.ts";

const hour = 3_600_000;

/**
 * So many hours beyond the time in which answers are looked for: ground truth that came later than its folder's hour is
 * found for so long, and the last look at an hour is not missed.
 */
const slack = 24;

/** So many hours back hours are looked at. @param lookBack milliseconds */
export function hoursLookedAt(lookBack: number): number {
  return Math.ceil(lookBack / hour) + slack;
}

interface Wait {
  readonly window: ClosedWindow;
  /** Milliseconds. */
  readonly lag: number;
  readonly lookBack: number;
}

/**
 * How many times an hour's labels should have been looked at again by now: one, two, four, eight ... hours after the
 * hour's first look, and a last time when the policy looks back no further. Most captures that come late come soon, and
 * labels of requests that were never captured (where capture takes a sample) must not be looked for every few minutes.
 */
export function looksDue(wait: Wait, now: Date): number {
  const since = now.getTime() - wait.window.end.getTime() - wait.lag;
  let looks = 0;
  for (let after = hour; after < wait.lookBack && after <= since; after *= 2) looks += 1;
  return isLastLook(wait, now) ? looks + 1 : looks;
}

/** True once the time in which an answer is looked for is over. */
export function isLastLook({ window, lag, lookBack }: Wait, now: Date): boolean {
  return now.getTime() >= window.end.getTime() + lag + lookBack;
}
