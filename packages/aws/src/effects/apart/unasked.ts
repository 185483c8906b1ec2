import { leadsTo } from "@driftwheel/core/routing/compare.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import type { Apart } from "@driftwheel/core/vocabulary/trial/route.ts";
import { findRoute } from "../../routing/found-route.ts";

/**
 * Passes when no caller asks what the challenger is deployed on any more.
 *
 * @returns since when the route is as it is, ISO 8601 UTC; null where there is none
 * @throws Refused while the route leads to it; TransientError while callers may still go by an earlier route
 */
export async function assertUnasked(
  { endpoint, parameter, keptFor }: Apart,
  clock: Clock,
): Promise<string | null> {
  const { value, since } = await findRoute(parameter);
  if (value !== null && leadsTo(value, endpoint))
    throw new Refused(`the route's parameter ${parameter} leads to ${endpoint}: ${value}`);
  if (since !== null && clock.now().getTime() - Date.parse(since) < keptFor)
    throw new TransientError(`callers may go by what ${parameter} held before ${since}`);
  return since;
}
