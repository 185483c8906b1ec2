import { createHash } from "node:crypto";
import { endpointFor, hashedText, isShared, pointOf } from "@driftwheel/core/routing/choose.ts";
import { readRoute } from "@driftwheel/core/routing/route.ts";

/**
 * The endpoint to ask for a unit (a user, a session), by the value of the route's parameter. A unit keeps its endpoint as
 * `targetVariant` keeps its variant.
 *
 * @param unit undefined for a request of nobody, whose endpoint is drawn
 * @throws Error naming the field, where the value is no route
 */
export function routedEndpoint(unit: string | undefined, value: string): string {
  const read = readRoute(value);
  if (!read.ok) throw new Error(`The route's ${read.reason}`);
  const { route } = read;
  if (!isShared(route)) return endpointFor(route, 0);
  const salt = route.rollout ?? "";
  return endpointFor(
    route,
    unit === undefined
      ? Math.random()
      : pointOf(createHash("sha256").update(hashedText(salt, unit)).digest()),
  );
}
