import { seededIntegers } from "../../../stats/random.ts";
import type { PeriodCounts } from "../../../vocabulary/trial/period-counts.ts";

const minute = 60_000;
/** What a heavy tail of this exponent means on average: few users, half of the requests. */
const tail = 1.5;
const meanRequests = 2.6;
const mostRequests = 1_000;

export interface SplitTraffic {
  readonly seed: number;
  readonly minutes: number;
  readonly requestsPerMinute: number;
  /** The challenger's share in a minute, 0 to 1. */
  readonly share: (minute: number) => number;
  /** Each request by itself, or users who keep their variant: heavy-tailed numbers of requests, sessions of so many minutes on average. */
  readonly users?: { readonly sessionMinutes: number };
  /** The part of the challenger's requests that get lost. */
  readonly lost?: number;
}

/** Both arms' minutes from a moment on, drawn by a seed; `units` are users whose first request they have. */
export function splitTraffic(traffic: SplitTraffic, start: number): readonly PeriodCounts[] {
  const { seed, minutes, requestsPerMinute, share, users, lost = 0 } = traffic;
  const integers = seededIntegers(seed);
  const random = () => (integers() + 0.5) / 2 ** 32;
  const arms = Array.from({ length: minutes }, () => [arm(), arm()] as const);
  const each = users ? requestsPerMinute / meanRequests : requestsPerMinute;
  // Who came before has begun already, as far as a session goes back.
  const before = users ? 4 * users.sessionMinutes : 0;
  for (let at = -before; at < minutes; at += 1) {
    for (let one = poisson(each, random); one > 0; one -= 1) {
      const chance = random();
      const count = users ? Math.min(mostRequests, Math.floor(random() ** (-1 / tail))) : 1;
      const length = users && count > 1 ? -Math.log(random()) * users.sessionMinutes : 0;
      const times = Array.from({ length: count }, () => at + Math.floor(random() * (length + 1)));
      let isFirst = true;
      for (const time of times.sort((a, b) => a - b)) {
        if (time < 0 || time >= minutes) continue;
        // Buckets in one order: who has the challenger keeps it when its share grows.
        const isChallenger = chance < share(time);
        if (isChallenger && lost > 0 && random() < lost) continue;
        const counts = arms[time]?.[isChallenger ? 1 : 0];
        if (!counts) continue;
        counts.invocations += 1;
        if (isFirst) counts.units += 1;
        isFirst = false;
      }
    }
  }
  return arms.map(([champion, challenger], at) => ({ start: start + at * minute, champion, challenger }));
}

function arm() {
  return { invocations: 0, units: 0, trials: 0, successes: 0, errors: 0, slow: 0 };
}

/** Of large means by a sum of small ones (Knuth, TAOCP 3.4.1). */
function poisson(mean: number, random: () => number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 10) {
    const limit = Math.exp(-Math.min(10, left));
    for (let product = random(); product > limit; product *= random()) count += 1;
  }
  return count;
}
