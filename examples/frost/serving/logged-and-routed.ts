import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { places } from "../names.ts";
import { frostPolicy } from "../policy.ts";
import { routeParameter } from "./names.ts";

const { capture: _, ...watched } = frostPolicy.drift;

/** Where SageMaker captures nothing, callers log what was predicted; and they read whom to ask. */
export const loggedAndRouted = {
  // What is logged takes the way over a queue; there are half as many requests as in real time.
  drift: { ...watched, window: "8 seconds", lag: "4 seconds", predictionLog: places.predictions },
  rollout: { ...frostPolicy.rollout, ramp: [25, 50] },
  route: { parameter: routeParameter, keptFor: "2 seconds" },
} satisfies Partial<ModelPolicyInput>;
