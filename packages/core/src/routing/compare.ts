import { deployedName, ownName } from "../vocabulary/trial/deployed-name.ts";
import type { Route, RoutedEndpoint } from "../vocabulary/trial/route.ts";
import { readRoute, writtenRoute } from "./route.ts";

/** True when the parameter holds one of the routes, or is not there and may be so. */
export function isOneOf(routes: readonly (Route | null)[], value: string | null): boolean {
  if (value === null) return routes.includes(null);
  const read = readRoute(value);
  if (!read.ok) return false;
  const text = writtenRoute(read.route);
  return routes.some((one) => one !== null && writtenRoute(one) === text);
}

/**
 * True when some callers may ask what is deployed there; of a value that nobody can read nobody knows.
 *
 * @param name an endpoint's, `endpoint/component`, or `endpoint:artifact`
 */
export function leadsTo(value: string, name: string): boolean {
  const read = readRoute(value);
  if (!read.ok) return value.includes(ownName(name));
  const { champion, challenger } = read.route;
  return isArm(champion, name) || (challenger !== undefined && isArm(challenger, name));
}

/** True when the arm of a route is what is deployed there. */
export function isArm(arm: RoutedEndpoint, name: string): boolean {
  return deployedName(arm) === name;
}
