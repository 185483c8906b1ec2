import { fileURLToPath } from "node:url";
import { names } from "../names.ts";
import { routedCallers, routedPace } from "./routed-callers.ts";
import type { Serving } from "./serving.ts";

/** An inference component of an endpoint: callers read in the route which component to ask, and log what it answered. */
export const component: Serving = {
  fleet: fileURLToPath(new URL("component.config.ts", import.meta.url)),
  endpoint: { component: names.component },
  pace: routedPace,
  ask: () => routedCallers({ EndpointName: names.endpoint, InferenceComponentName: names.component }),
};
