import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isCheckedFleet } from "@driftwheel/core/policy/is-checked-fleet.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { refuseBrokenExpressions } from "@driftwheel/payloads/fleet-expressions.ts";
import type { Context } from "./context.ts";
import { messageOf, PersonError } from "./errors.ts";

export const defaultFleet = "driftwheel.config.ts";

/**
 * Loads the fleet from a module whose default export is made by `defineFleet`.
 *
 * @param path as given by the person; without one, `driftwheel.config.ts` in the directory, if it is there.
 * @param option that the path was given with
 * @returns null when no path was given and there is no such file.
 * @throws PersonError when the module cannot be loaded, is refused, or exports no fleet.
 */
export async function loadFleet(
  path: string | undefined,
  context: Context,
  option = "--fleet",
): Promise<Fleet | null> {
  const file = resolve(context.directory, path ?? defaultFleet);
  if (!existsSync(file) && path === undefined) return null;
  if (path !== undefined && existsSync(file) && !isModule(file)) {
    throw new PersonError(
      `${path || "An empty path"} is no module: ${option} names a file in TypeScript or JavaScript such as ${defaultFleet}`,
    );
  }
  if (!existsSync(file)) {
    throw new PersonError(`${path}: there is no such file; ${option} names a module such as ${defaultFleet}`);
  }
  try {
    // A specifier that is not known before the command runs: the fleet is the person's own file.
    const module: { readonly default?: unknown } = await import(pathToFileURL(file).href);
    if (isCheckedFleet(module.default)) {
      await refuseBrokenExpressions(module.default);
      return module.default;
    }
  } catch (error) {
    throw new PersonError(`${path ?? defaultFleet} cannot be loaded. ${messageOf(error)}`, undefined, {
      cause: error,
    });
  }
  throw new PersonError(
    `${path ?? defaultFleet} exports no fleet; write: export default defineFleet({ models: { ... } })`,
  );
}

function isModule(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file) && statSync(file).isFile();
}
