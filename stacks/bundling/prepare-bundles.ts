import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { pageFilesIn } from "../console/page-files.ts";
import type { Wanted } from "../scope.ts";
import type { Deployment } from "../settings.ts";
import { bundlerOf } from "./bundler.ts";

/**
 * Puts what is deployed into `.sst/`: a folder for each function, with the fleet in it, and one for the console where there is one.
 *
 * @param root absolute path of the folder with sst.config.ts
 * @throws Error in the words of what cannot be bundled, such as those of a fleet that is refused.
 */
export function prepareBundles(
  root: string,
  stage: string,
  { fleet, console }: Pick<Deployment, "fleet" | "console">,
): Pick<Wanted, "fleet" | "fleetModule" | "bundle" | "page"> {
  const folder = join(root, ".sst", "driftwheel", stage);
  const { node, script, fleetModule } = bundlerOf(root, fleet);
  // In a process of its own: SST bundles this file, and in its bundle nothing lies where it lay before.
  const { status, stderr, error } = spawnSync(
    node,
    [script, folder, fleet, ...(console ? ["console"] : [])],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "pipe"],
      encoding: "utf8",
    },
  );
  if (error || status !== 0) throw new Error(error?.message ?? stderr.trim());
  return {
    // The script wrote what defineFleet() had checked.
    fleet: JSON.parse(readFileSync(join(folder, "fleet.json"), "utf8")) as Fleet,
    fleetModule,
    bundle: (name) => join(folder, name),
    page: console ? pageFilesIn(join(folder, "console")) : [],
  };
}
