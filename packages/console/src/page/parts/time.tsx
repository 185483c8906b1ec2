import { now, thisHour } from "../store/clock.ts";
import { fromNow, localTime, utcTime } from "../words/times.ts";

interface Shown {
  /** ISO 8601. */
  readonly at: string;
}

/** A moment in the reader's own zone; the hint has it in UTC. */
export function Time({ at }: Shown) {
  return (
    <time class="time" dateTime={at} title={utcTime(at)}>
      {localTime(at, thisHour.value)}
    </time>
  );
}

/** How long ago it was, or how long until it comes; the hint has the moment in UTC and in the reader's own zone. */
export function Since({ at }: Shown) {
  return (
    <time class="time" dateTime={at} title={`${localTime(at, now.value)} here, ${utcTime(at)}`}>
      {fromNow(at, now.value)}
    </time>
  );
}
