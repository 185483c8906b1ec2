import { join } from "node:path";

const repositoryFleet = "driftwheel.config.ts";

/** What puts functions and fleet into a folder, and how. The package has a module of its own in the place of this one. */
export interface Bundler {
  readonly node: string;
  readonly script: string;
  readonly fleetModule: ReturnType<typeof fleetModuleOf>;
}

/**
 * The module in each bundle that holds the fleet; null where it is part of the code.
 *
 * @param fleet path of the fleet's module from the root
 */
export function fleetModuleOf(fleet: string): string | null {
  return fleet === repositoryFleet ? null : "fleet.mjs";
}

/**
 * The repository's: functions are bundled from their sources.
 *
 * @param root absolute path of the repository
 */
export function bundlerOf(root: string, fleet: string): Bundler {
  return {
    node: join(root, "node_modules/.bin/node"),
    script: join(root, "stacks/bundling/bundle-all.ts"),
    fleetModule: fleetModuleOf(fleet),
  };
}
