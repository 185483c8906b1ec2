import type { FoundEndpoint } from "../../vocabulary/endpoint-expectation.ts";
import type { Rollout } from "../../vocabulary/state.ts";

type Trial = Pick<Rollout, "weight" | "scaling"> & {
  readonly champion: { readonly variant: string };
  readonly challenger: { readonly variant: string };
};

/**
 * How many instances the challenger needs before its share of the traffic becomes `to` percent; null when it has them,
 * or when nobody knows how many there are.
 *
 * All of the traffic needs as many as the champion has now, scaled up by the share that it bears no more, and never more
 * than both have together: both are enough while the scaling follows the traffic. A champion that is not scaled has what
 * all of the traffic needs at any time. The challenger needs its share of that, rounded up, within its scaling.
 */
export function instancesNeeded(
  { weight, scaling, champion, challenger }: Trial,
  to: number,
  instances: FoundEndpoint["instances"],
): number | null {
  const own = instances?.[challenger.variant];
  const others = instances?.[champion.variant];
  if (own === undefined || others === undefined || weight >= 100) return null;
  const share = scaling
    ? Math.min((to * others) / (100 - weight), (to * (others + own)) / 100)
    : (to * others) / 100;
  // A share that comes out whole is not rounded up for the sake of a last binary digit.
  const needed = Math.ceil(share - 1e-9);
  const most = scaling?.champion.maximum ?? needed;
  return Math.min(needed, most) > own ? Math.min(needed, most) : null;
}
