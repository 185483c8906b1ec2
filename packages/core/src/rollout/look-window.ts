/**
 * The complete periods that a look may read: from where the last look ended to the last period that CloudWatch
 * can be trusted to know wholly.
 *
 * @param readUntil end of the last look, or the moment the trial was on the endpoint (rounded up: the period in
 *   which it got there saw the endpoint change). Milliseconds since 1970, as are `now`, `period` and `lag`.
 * @returns start and end in milliseconds; equal when no period is complete yet.
 */
export function lookWindow(window: {
  readonly readUntil: number;
  readonly now: number;
  readonly period: number;
  readonly lag: number;
}): { readonly start: number; readonly end: number } {
  const start = Math.ceil(window.readUntil / window.period) * window.period;
  const end = Math.floor((window.now - window.lag) / window.period) * window.period;
  return { start, end: Math.max(start, end) };
}
