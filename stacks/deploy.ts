import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { allResources } from "./all-resources.ts";
import { readDeployment } from "./settings.ts";
import { settingsFile, writtenSettings } from "./settings-file.ts";

/**
 * What `sst deploy` runs: settings of the stage and the fleet are read and checked, the functions bundled, and
 * only then is anything created.
 *
 * @throws Error naming what is missing or wrong.
 */
export function deploy() {
  const { stage } = $app;
  const { root } = $cli.paths;
  const settings = readDeployment(stage, settingsOf(root, stage));
  const bundles = join(root, ".sst", "driftwheel", stage);
  // In a process of its own: SST bundles this file, and in its bundle nothing lies where the repository has it.
  execFileSync(
    join(root, "node_modules/.bin/node"),
    ["stacks/bundling/bundle-all.ts", bundles, settings.fleet],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  // bundle-all.ts wrote what defineFleet() had checked.
  const fleet = JSON.parse(readFileSync(join(bundles, "fleet.json"), "utf8")) as Fleet;
  return allResources({ stage, settings, fleet, bundle: (name) => join(bundles, name) });
}

function settingsOf(root: string, stage: string): unknown {
  const settings = writtenSettings(root, stage);
  if (settings !== undefined) return settings;
  throw new Error(
    `There is no ${settingsFile(stage)}; it holds the stage's settings, as stacks/deployment.example.json does.`,
  );
}
