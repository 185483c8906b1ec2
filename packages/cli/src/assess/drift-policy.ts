import { drift, type ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Context } from "../context/context.ts";
import { defaultFleet, loadFleet } from "../context/fleet.ts";
import { policyOf } from "../context/policy-of.ts";
import { wrongInput } from "./capture-files.ts";

/** What of a policy says how drift is judged. */
export type WatchedPolicy = Pick<ModelPolicy, "drift" | "quality">;

/** What a policy says where it leaves everything out that it may. */
const defaults: WatchedPolicy = {
  drift: drift.parse({ monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 1 } }),
};

/**
 * How the captures are judged: as the model's policy says, or by the policy's defaults where no fleet is named.
 *
 * @throws PersonError when the fleet has no such model, or several and none is named
 */
export async function driftPolicy(
  { fleet: path, model }: { readonly fleet?: string; readonly model?: string },
  context: Context,
): Promise<WatchedPolicy> {
  if (path === undefined && model === undefined) return defaults;
  const fleet = await loadFleet(path, context);
  if (!fleet) throw wrongInput(`There is no ${defaultFleet} here; name one with --fleet.`);
  return policyOf(fleet, model);
}
