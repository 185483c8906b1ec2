import { digest } from "../vocabulary/digest.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * How long after the attempt before it each attempt is made, in milliseconds: the example schedule of the Standard
 * Webhooks specification, ten attempts in 75 hours.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
export const retrySchedule: readonly number[] = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** A receiver that asks for more time than this is asked again after this time. */
export const longestRetryAfter = 24 * hour;

/** A wait is lengthened by up to this share of itself, so that what failed together does not come back together. */
export const jitter = 0.1;

/** Longer than any delivery takes, in milliseconds: every wait as long as a receiver can make it, and the attempts. */
export const longestDelivery =
  (retrySchedule.length - 1) * longestRetryAfter * (1 + jitter) + retrySchedule.length * minute;

/**
 * How long to wait before the attempt after the given one; null when it was the last. Never shorter than the schedule,
 * nor than what the receiver asked for.
 *
 * @param made attempts made so far, 1 or more
 * @param asked milliseconds that the receiver asked for, or null
 * @param seed what the jitter is derived from: the same text, the same wait
 * @returns milliseconds, whole seconds, because a durable execution waits whole seconds
 */
export function waitAfter(made: number, asked: number | null, seed: string): number | null {
  const scheduled = retrySchedule[made];
  if (scheduled === undefined) return null;
  const least = Math.max(scheduled, Math.min(asked ?? 0, longestRetryAfter));
  const share = digest(`${seed} ${made}`) / 2 ** 53;
  return Math.ceil((least * (1 + jitter * share)) / second) * second;
}
