import type { Route } from "../vocabulary/trial/route.ts";
import { readRoute, writtenRoute } from "./route.ts";

/** True when the parameter holds one of the routes, or is not there and may be so. */
export function isOneOf(routes: readonly (Route | null)[], value: string | null): boolean {
  if (value === null) return routes.includes(null);
  const read = readRoute(value);
  if (!read.ok) return false;
  const text = writtenRoute(read.route);
  return routes.some((one) => one !== null && writtenRoute(one) === text);
}

/** True when some callers may ask the endpoint; of a value that nobody can read nobody knows. */
export function leadsTo(value: string, endpoint: string): boolean {
  const read = readRoute(value);
  if (!read.ok) return value.includes(endpoint);
  const { champion, challenger } = read.route;
  return champion.endpoint === endpoint || challenger?.endpoint === endpoint;
}
