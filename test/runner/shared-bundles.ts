import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { vi } from "vitest";
import { bundleFunction, type FunctionBundle } from "../../stacks/bundling/bundle.ts";
import { functionNames } from "../../stacks/routes.ts";
import { longestWait } from "./longest-wait.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The bundles of all functions, to be read: made once for all files of `npm test`, since it takes half a minute and two gigabytes. */
export async function sharedBundles(): Promise<readonly FunctionBundle[]> {
  const shared = process.env.TESTS_SHARED_FOLDER;
  if (shared === undefined) return await bundleInto(temporaryFolder());
  const folder = join(shared, "functions");
  const told = `${folder}.json`;
  const mine = await mkdir(folder).then(
    () => true,
    () => false,
  );
  if (mine) {
    const begun = `${told}-begun`;
    await writeFile(begun, JSON.stringify(await bundleInto(folder)));
    await rename(begun, told);
  }
  const text = await vi.waitFor(() => readFile(told, "utf8"), { timeout: longestWait, interval: 200 });
  // It was written above.
  return JSON.parse(text) as readonly FunctionBundle[];
}

/** One after the other: side by side they take gigabytes. */
async function bundleInto(folder: string): Promise<readonly FunctionBundle[]> {
  const bundles = [];
  for (const name of functionNames) bundles.push(await bundleFunction(name, folder));
  return bundles;
}
