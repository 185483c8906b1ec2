import { places } from "../names.ts";
import { frostPolicy } from "../policy.ts";
import { routeParameter } from "./names.ts";

const { capture: _, ...watched } = frostPolicy.drift;

/** Where SageMaker captures nothing, callers log what was predicted; and they read whom to ask. */
export const loggedAndRouted = {
  // What is logged takes the way over a queue.
  drift: { ...watched, lag: "4 seconds", predictionLog: places.predictions },
  route: { parameter: routeParameter, keptFor: "2 seconds" },
} as const;
