/** Requests of some periods, and how many of them went to the challenger. */
export interface Division {
  readonly requests: number;
  readonly challenger: number;
}

/** Shares that lie so many standard errors apart are two shares. */
const apart = 4;
/** A part of a look must be so much likelier by the new share than by the old one, a natural logarithm: one in a million. */
const certain = Math.log(1e6);

/** A rollout begins with the first step, unless another is twenty times as likely. */
const likelyFirst = Math.log(20);

/** The step of the ramp that a trial begins with, as the requests of its first look show, in percent. */
export function firstStep(ramp: readonly number[], look: Division): number {
  const [first = 0] = ramp;
  const nearest = nearestStep(ramp, look);
  return gainOf(look, first / 100, nearest / 100) >= likelyFirst ? nearest : first;
}

/** The step of the ramp that a share of the requests is nearest to, in percent. */
function nearestStep(ramp: readonly number[], { requests, challenger }: Division): number {
  const percent = requests > 0 ? (100 * challenger) / requests : 0;
  const [first = 0] = ramp;
  return ramp.reduce(
    (nearest, step) => (Math.abs(step - percent) < Math.abs(nearest - percent) ? step : nearest),
    first,
  );
}

/**
 * Where in a look the traffic began to be divided by a higher step of the ramp, as its requests show; null where they do
 * not. A share is known only within chance, so it must be nearer to a higher step, and too far from the present one for
 * chance: in the look, or in all since the traffic was divided, or in the look's last periods beyond doubt.
 *
 * @param periods of the look
 * @param since requests since the traffic was divided as it is, with the look's
 * @returns the step in percent, and the first period that it fits better
 */
export function stepUp(
  ramp: readonly number[],
  present: number,
  { periods, since }: { readonly periods: readonly Division[]; readonly since: Division },
): { readonly step: number; readonly period: number } | null {
  const higher = ramp.filter((step) => step > present);
  if (higher.length === 0) return null;
  const look = periods.reduce(
    (sum, { requests, challenger }) => ({
      requests: sum.requests + requests,
      challenger: sum.challenger + challenger,
    }),
    { requests: 0, challenger: 0 },
  );
  const inside = likeliest(higher, present, periods);
  if (isAbove(ramp, present, look) || (inside !== null && inside.gain >= certain)) return inside;
  return isAbove(ramp, present, since) ? { step: nearestStep(ramp, since), period: 0 } : null;
}

function isAbove(ramp: readonly number[], present: number, division: Division): boolean {
  const { requests, challenger } = division;
  if (requests === 0 || nearestStep(ramp, division) <= present) return false;
  const [share, found] = [present / 100, challenger / requests];
  if (found - share <= apart * Math.sqrt((share * (1 - share)) / requests)) return false;
  // Of few requests chance goes further up than standard errors tell, and by Chernoff's bound not beyond this.
  return gainOf(division, share, Math.min(found, 0.999)) > apart ** 2 / 2;
}

/** The step and the period from which on it holds that make what was seen likeliest. */
function likeliest(
  higher: readonly number[],
  present: number,
  periods: readonly Division[],
): { readonly step: number; readonly period: number; readonly gain: number } | null {
  let best: { step: number; period: number; gain: number } | null = null;
  for (const step of higher) {
    let gain = 0;
    for (const [period, division] of [...periods.entries()].toReversed()) {
      if (division.requests === 0) continue;
      gain += gainOf(division, present / 100, step / 100);
      if (best === null || gain > best.gain) best = { step, period, gain };
    }
  }
  return best;
}

/** How much likelier a share makes what was seen than another does, a natural logarithm. */
function gainOf({ requests, challenger }: Division, from: number, to: number): number {
  return challenger * Math.log(to / from) + (requests - challenger) * Math.log((1 - to) / (1 - from));
}
