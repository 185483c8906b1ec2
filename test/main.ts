import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPlatform } from "./deploy/install-platform.ts";
import { inCiAlone } from "./runner/in-ci-alone.ts";
import { leftBehind } from "./runner/left-behind.ts";

/**
 * Runs the tests of the projects of vitest.config.ts that are named, all of them unless some are. Those of the
 * deployment need SST's platform, which is installed from the package registry: they are run where they are asked
 * for by name, and in CI, so that elsewhere `npm test` needs nothing but the loopback.
 *
 * All that the run starts has one folder for its temporary files; what is left in it or still runs at the end is a
 * failure.
 */
const root = join(import.meta.dirname, "..");
const everywhere = ["unit", "functions", "local", "whole"];
const ofDeployment = ["deploy", "package"];
const asked = process.argv.slice(2);
const projects = asked.length > 0 ? asked : process.env.CI ? [...everywhere, ...ofDeployment] : everywhere;

// Ctrl-C ends what runs, and the folder is removed all the same.
process.on("SIGINT", () => {});
if (!process.env.CI) console.log(`In CI alone, or with CI=true: ${inCiAlone.join(", ")}`);
const folder = mkdtempSync(join(tmpdir(), "driftwheel-tests-"));
// What several files make alike is made here once.
const shared = mkdtempSync(join(tmpdir(), "driftwheel-shared-"));
try {
  process.exitCode = runs() ? 0 : 1;
  const left = await leftBehind(folder);
  if (left.length > 0) {
    console.error(`The tests have left behind:\n${left.join("\n")}`);
    process.exitCode = 1;
  }
} finally {
  for (const made of [folder, shared]) rmSync(made, { recursive: true, force: true });
}

function runs(): boolean {
  if (projects.some((project) => ofDeployment.includes(project))) {
    installPlatform(root);
    if (!run("tsc", ["-p", "stacks"])) return false;
  }
  return run("vitest", ["run", ...projects.flatMap((project) => ["--project", project])]);
}

function run(command: string, parameters: readonly string[]): boolean {
  const { status, signal } = spawnSync(join(root, "node_modules/.bin", command), parameters, {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      TMPDIR: folder,
      TESTS_SHARED_FOLDER: shared,
      // Node keeps compiled code in the temporary folder otherwise.
      NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"),
    },
  });
  if (signal !== null) console.error(`${command} was ended by ${signal}.`);
  return status === 0;
}
