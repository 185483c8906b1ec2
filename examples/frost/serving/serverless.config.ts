import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { frostPolicy } from "../policy.ts";
import { loggedAndRouted } from "./logged-and-routed.ts";

/** The frost model without a server: what was predicted is logged, and a challenger has an endpoint of its own. */
export const serverlessPolicy = {
  ...frostPolicy,
  ...loggedAndRouted,
  serving: "serverless",
} as const satisfies ModelPolicyInput;

/** Callers read the route, and log what was predicted. */
export default defineFleet({ models: { frost: serverlessPolicy } });
