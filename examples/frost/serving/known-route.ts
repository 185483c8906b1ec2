import { findRoute } from "@driftwheel/aws/routing/found-route.ts";
import { routeParameter } from "./names.ts";

/** Milliseconds that callers go by what they have read; the fleets say 2 seconds. */
export const routeKept = 1_000;

/** What the route's parameter holds, asked for anew when it is old; null before the first trial, when nobody has written one. */
export function knownRoute(): () => Promise<string | null> {
  let route = { value: null as string | null, until: 0 };
  return async () => {
    if (Date.now() >= route.until) {
      route = { ...route, until: Date.now() + routeKept };
      route = { ...route, value: (await findRoute(routeParameter)).value };
    }
    return route.value;
  };
}
