import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { withCosts } from "@driftwheel/core/policy/costs/costs-of-fleet.ts";
import { isCheckedFleet } from "@driftwheel/core/policy/is-checked-fleet.ts";
import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";

/**
 * The fleet under care: the default export of the module at the path, or of the repository's own
 * `driftwheel.config.ts`, which is bundled with the function.
 *
 * @throws Error when the module cannot be loaded, is refused, or exports no fleet.
 */
export async function loadFleet(path: string | null): Promise<Fleet> {
  const fleet = await loadFleetOnly(path);
  if (path === null) return withCosts(fleet);
  const { refuseBrokenExpressions } = await import("@driftwheel/payloads/fleet-expressions.ts");
  try {
    await refuseBrokenExpressions(fleet);
  } catch (error) {
    throw new Error(`The fleet ${path} cannot be loaded. ${errorMessage(error)}`, { cause: error });
  }
  return withCosts(fleet);
}

/** The same for a function that asks for no expression and no price, and that somebody waits for. */
export async function loadFleetOnly(path: string | null): Promise<Fleet> {
  if (path === null) return (await import("../../driftwheel.config.ts")).default;
  const module = await moduleAt(resolve(path));
  if (isCheckedFleet(module.default)) return module.default;
  throw new Error(`${path} exports no fleet; write: export default defineFleet({ models: { ... } })`);
}

async function moduleAt(file: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    throw new Error(`The fleet ${file} cannot be loaded. ${errorMessage(error)}`, { cause: error });
  }
}

/** @throws Error when there is no such model. */
export function policyOf(fleet: Fleet, model: string): ModelPolicy {
  const policy = fleet.models[model];
  if (!policy) throw new Error(`The fleet has no model ${model}.`);
  return policy;
}
