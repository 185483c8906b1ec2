import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installPlatform } from "./deploy/install-platform.ts";

/**
 * Runs the tests of the projects of vitest.config.ts that are named, all of them unless some are. Those of the
 * deployment need SST's platform, which is installed from the package registry: they are run where they are asked
 * for by name, and in CI, so that elsewhere `npm test` needs nothing but the loopback.
 */
const root = join(import.meta.dirname, "..");
const everywhere = ["unit", "local", "whole", "timed"];
const asked = process.argv.slice(2);
const projects = asked.length > 0 ? asked : process.env.CI ? [...everywhere, "deploy"] : everywhere;

if (projects.includes("deploy")) {
  installPlatform(root);
  run("tsc", ["-p", "stacks"]);
}
run("vitest", ["run", ...projects.flatMap((project) => ["--project", project])]);

function run(command: string, parameters: readonly string[]): void {
  const { status } = spawnSync(join(root, "node_modules/.bin", command), parameters, {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
