import { spawnSync } from "node:child_process";

/** Whether what takes long, or needs more than Node, is run: in CI, and where a file is named on the command line. */
const all = Boolean(process.env.CI) || process.env.TESTS_NAMED === "true";

/** True where a command does not work that tests need, and but in CI. A line says so, because they are skipped then. */
export function missing(what: string, command: string, ...parameters: readonly string[]): boolean {
  if (leftToCi(`what needs ${what} is left to CI.`)) return true;
  const works = spawnSync(command, parameters).status === 0;
  if (!works) console.warn(`Skipped: ${what} is not installed here.`);
  return !works;
}

/** True but in CI. A line says so, because the tests are skipped then. */
export function leftToCi(why: string): boolean {
  if (!all) console.warn(`Skipped: ${why} With CI=true it runs.`);
  return !all;
}
