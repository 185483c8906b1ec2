import type { Rollout } from "../../../vocabulary/state.ts";

/** Hundredths of a percent are as fine as a share has to be. */
const finest = 100;

/** The most that each of so many challengers may have of the traffic, percent: no less is left to the champion. */
export function mostEach(challengers: number): number {
  return challengers === 1 ? 100 : Math.floor((100 * finest) / (challengers + 1)) / finest;
}

/** The steps of a ramp that so many challengers take in common, percent of the traffic for each. */
export function rampOf(ramp: readonly number[], challengers: number): readonly number[] {
  return [...new Set(ramp.map((step) => Math.min(step, mostEach(challengers))))];
}

/** Whose variants divide the traffic. */
interface Divided {
  readonly champion: Named;
  readonly challenger: Named;
  readonly others: readonly { readonly challenger: Named }[];
  readonly dropped: readonly Named[];
}

interface Named {
  readonly variant: string;
}

/**
 * How the variants divide the traffic where each challenger has so many percent. A dropped one has none, and is named: its
 * variant is there until the trial's config goes.
 */
export function divisionAt(
  { champion, challenger, others, dropped }: Divided,
  each: number,
): Readonly<Record<string, number>> {
  const beside = each === 100 ? 0 : each;
  return {
    [champion.variant]: rest(each, others.length),
    [challenger.variant]: each,
    ...Object.fromEntries(others.map((other) => [other.challenger.variant, beside])),
    ...Object.fromEntries(dropped.map(({ variant }) => [variant, 0])),
  };
}

/** How they divide it now: a dropped one keeps its part until the endpoint was asked to take it off. */
export function divisionNow({
  champion,
  challenger,
  others,
  dropped,
  weight,
}: Rollout): Readonly<Record<string, number>> {
  const gone = dropped.filter(({ isOff }) => isOff);
  const going = dropped.filter(({ isOff }) => !isOff).map((one) => ({ challenger: one }));
  return divisionAt({ champion, challenger, others: [...others, ...going], dropped: gone }, weight);
}

/** Of the requests that a challenger and the champion have now, the challenger's share in percent. */
export function shareBesideChampion(rollout: Rollout): number {
  const { champion, others, dropped, weight } = rollout;
  if (others.length === 0 && dropped.length === 0) return weight;
  const left = divisionNow(rollout)[champion.variant] ?? 0;
  return Number(((100 * weight) / (left + weight)).toPrecision(6));
}

/** What the champion has where each challenger has so many percent. */
function rest(each: number, others: number): number {
  if (others === 0 || each === 100) return 100 - each;
  return Math.round((100 - (others + 1) * each) * finest) / finest;
}
