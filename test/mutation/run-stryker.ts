import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resultFile, strykerOptions } from "./options.ts";
import { type Result, result } from "./result.ts";

const root = join(import.meta.dirname, "../..");

/**
 * Changes the code that was chosen, one mutant after the other, and runs the decider's tests against each. How far it
 * is, it says on standard error. Leaves nothing behind.
 *
 * @throws Error when Stryker did not come to its end; what kept it stands on standard error.
 */
export function runStryker(chosen: readonly string[]): Result {
  const scratch = mkdtempSync(join(tmpdir(), "driftwheel-mutation-"));
  // Stryker is told of it too, and ends; without a listener this process would be gone before it has tidied up.
  process.once("SIGINT", () => {});
  try {
    const configuration = join(scratch, "stryker.config.json");
    writeFileSync(configuration, JSON.stringify(strykerOptions(chosen, scratch, process.stderr.isTTY)));
    const { status } = spawnSync(join(root, "node_modules/.bin/stryker"), ["run", configuration], {
      cwd: root,
      // Every mutant starts a worker, which loads the same code of vitest's.
      env: { ...process.env, NODE_COMPILE_CACHE: join(scratch, "compiled") },
      // Standard output is the report's alone.
      stdio: ["ignore", process.stderr.fd, process.stderr.fd],
    });
    if (status !== 0) throw new Error(`Stryker ended with status ${status}.`);
    return result.parse(JSON.parse(readFileSync(resultFile(scratch), "utf8")));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
