import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Bundler, fleetModuleOf as inRepository } from "@driftwheel/stacks/bundling/bundler.ts";

/** None is part of the package's code. */
export const fleetModuleOf: typeof inRepository = () => "fleet.mjs";

/**
 * The package's, in the place of the repository's: the functions are bundled already, and the fleet is put beside them.
 *
 * @param root absolute path of the folder that the package is installed for
 */
export function bundlerOf(root: string, fleet: string): Bundler {
  // Not by this module's address: sst bundles it into a file of its own.
  const manifest = createRequire(join(root, "package.json")).resolve("driftwheel/package.json");
  return {
    node: process.execPath,
    script: join(dirname(manifest), "lib/put-bundles.js"),
    fleetModule: fleetModuleOf(fleet),
  };
}
