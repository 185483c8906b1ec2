import type { Subscription } from "../policy/subscriptions.ts";
import { retryAfter, waitAfter } from "./schedule.ts";

/** What an attempt came to. */
export interface AttemptAnswer {
  /** Null when there was no answer: refused, unreachable, too slow. */
  readonly status: number | null;
  /** The Retry-After header as it came. */
  readonly retryAfter: string | null;
}

/** What follows from an attempt. */
export type AttemptVerdict =
  | { readonly verdict: "delivered" }
  | { readonly verdict: "retry"; readonly inSeconds: number; readonly at: string }
  /** The receiver wants nothing any more. */
  | { readonly verdict: "disable" }
  | { readonly verdict: "dead" };

interface Asked {
  readonly answer: AttemptAnswer;
  /** Attempts made in this execution, this one included. */
  readonly made: number;
  /** When the answer was there. */
  readonly now: Date;
  readonly format: Subscription["format"];
  /** What the jitter is derived from. */
  readonly seed: string;
}

/**
 * Judges an attempt. Success is 2xx and nothing else: a redirect is a failure, because it is not followed. 410 says
 * that the receiver is gone for good. Status codes as the specification wants them handled:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#delivery-success-and-failure
 */
export function judgeAttempt({ answer, made, now, format, seed }: Asked): AttemptVerdict {
  const { status } = answer;
  if (status !== null && status >= 200 && status < 300) return { verdict: "delivered" };
  if (status === 410) return { verdict: "disable" };
  if (isFinal(status, format)) return { verdict: "dead" };
  const wait = waitAfter(made, asksForTime(status) ? retryAfter(answer.retryAfter, now) : null, seed);
  if (wait === null) return { verdict: "dead" };
  return { verdict: "retry", inSeconds: wait / 1_000, at: new Date(now.getTime() + wait).toISOString() };
}

/**
 * PagerDuty answers 400 to an event that is wrong in itself, and always will be.
 * https://developer.pagerduty.com/docs/send-alert-event
 */
function isFinal(status: number | null, format: Subscription["format"]): boolean {
  return format === "pagerduty" && status === 400;
}

function asksForTime(status: number | null): boolean {
  return status === 429 || (status !== null && status >= 500);
}
