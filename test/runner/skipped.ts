import { spawnSync } from "node:child_process";

/** True where a command does not work that tests need. A line says so, because they are skipped then. */
export function missing(what: string, command: string, ...parameters: readonly string[]): boolean {
  const works = spawnSync(command, parameters).status === 0;
  if (!works) console.warn(`Skipped: ${what} is not installed here.`);
  return !works;
}

/** True but in CI. A line says so, because the tests are skipped then. */
export function leftToCi(why: string): boolean {
  const here = !process.env.CI;
  if (here) console.warn(`Skipped: ${why} With CI=true it runs.`);
  return here;
}
