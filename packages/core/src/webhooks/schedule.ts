import { digest } from "../vocabulary/identity/digest.ts";

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

/** `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994` */
const httpDate =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/**
 * What a Retry-After header asks for: seconds, or a date in any of HTTP's three forms.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 *
 * @returns milliseconds from `now`, not negative; null when the header is absent or says nothing that can be understood
 */
export function retryAfter(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  if (!httpDate.test(text)) return null;
  const moment = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(moment) ? null : Math.max(0, moment - now.getTime());
}
