import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { places } from "../names.ts";
import { frostPolicy } from "../policy.ts";
import { routeParameter } from "./names.ts";

const { capture: _, ...watched } = frostPolicy.drift;

/** The frost model without a server: what was predicted is logged, and a challenger has an endpoint of its own. */
export const serverlessPolicy = {
  ...frostPolicy,
  serving: "serverless",
  // What is logged takes the way over a queue.
  drift: { ...watched, lag: "4 seconds", predictionLog: places.predictions },
  route: { parameter: routeParameter, keptFor: "2 seconds" },
} as const satisfies ModelPolicyInput;

/** Callers read the route, and log what was predicted. */
export default defineFleet({ models: { frost: serverlessPolicy } });
