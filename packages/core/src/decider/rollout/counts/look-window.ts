/** All in milliseconds, moments since 1970. */
interface Rhythm {
  /** Where the last look ended, or when the endpoint got its weights. */
  readonly readUntil: number;
  /** Length of a metric period. */
  readonly period: number;
  /** How long after its end a period may still be incomplete. */
  readonly lag: number;
}

/**
 * The complete periods that a look may read: from where the last look ended (rounded up: the period in which the
 * endpoint got its weights saw others too) to the last period that CloudWatch can be trusted to know wholly.
 *
 * @returns start and end; equal when no period is complete yet.
 */
export function lookWindow({ readUntil, period, lag, now }: Rhythm & { readonly now: number }): {
  readonly start: number;
  readonly end: number;
} {
  const start = firstPeriod(readUntil, period);
  const end = Math.floor((now - lag) / period) * period;
  return { start, end: Math.max(start, end) };
}

/** When the next look is worth taking: as soon as `lookEvery` of complete periods can be read. */
export function nextLookAt({
  readUntil,
  period,
  lag,
  lookEvery,
}: Rhythm & { readonly lookEvery: number }): number {
  return firstPeriod(readUntil, period) + lookEvery + lag;
}

function firstPeriod(readUntil: number, period: number): number {
  return Math.ceil(readUntil / period) * period;
}
