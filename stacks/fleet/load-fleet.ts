import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isCheckedFleet } from "@driftwheel/core/policy/is-checked-fleet.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { refuseBrokenExpressions } from "@driftwheel/payloads/fleet-expressions.ts";

/**
 * The fleet that a deployment has.
 *
 * @param root absolute path of the folder with sst.config.ts
 * @param path of the fleet's module from there
 * @throws Error when the module cannot be loaded, is refused, or exports no fleet.
 */
export async function loadFleet(root: string, path: string): Promise<Fleet> {
  const { default: fleet }: { readonly default?: unknown } = await import(
    pathToFileURL(resolve(root, path)).href
  );
  if (!isCheckedFleet(fleet)) {
    throw new Error(`${path} exports no fleet; write: export default defineFleet({ models: { ... } })`);
  }
  // defineFleet() has checked the rest: it has no JMESPath.
  await refuseBrokenExpressions(fleet);
  return fleet;
}
