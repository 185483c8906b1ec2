import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { refuseBrokenExpressions } from "@driftwheel/payloads/fleet-expressions.ts";
import type { Context } from "./context.ts";
import { messageOf, PersonError } from "./errors.ts";

export const defaultFleet = "driftwheel.config.ts";

/**
 * Loads the fleet from a module whose default export is made by `defineFleet`.
 *
 * @param path as given by the person; without one, `driftwheel.config.ts` in the directory, if it is there.
 * @returns null when no path was given and there is no such file.
 * @throws PersonError when the module cannot be loaded, is refused, or exports no fleet.
 */
export async function loadFleet(path: string | undefined, context: Context): Promise<Fleet | null> {
  const file = resolve(context.directory, path ?? defaultFleet);
  if (!existsSync(file) && path === undefined) return null;
  if (path !== undefined && existsSync(file) && !isModule(file)) {
    throw new PersonError(
      `${path || "An empty path"} is no module: --fleet names a file in TypeScript or JavaScript such as ${defaultFleet}`,
    );
  }
  if (!existsSync(file)) {
    throw new PersonError(`${path}: there is no such file; --fleet names a module such as ${defaultFleet}`);
  }
  try {
    // A specifier that is not known before the command runs: the fleet is the person's own file.
    const module: { readonly default?: unknown } = await import(pathToFileURL(file).href);
    if (isFleet(module.default)) {
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

/** `defineFleet` has checked every field; this tells its result from anything else. */
function isFleet(value: unknown): value is Fleet {
  if (typeof value !== "object" || value === null || !("models" in value)) return false;
  const { models } = value;
  if (typeof models !== "object" || models === null) return false;
  // Durations are milliseconds once they were checked, and words before.
  return Object.values(models).every((policy) => typeof policy?.rollout?.lookEvery === "number");
}
