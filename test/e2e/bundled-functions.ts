import { cp, mkdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FunctionSource, Handler } from "@driftwheel/local/lambda/function-source.ts";
import { vi } from "vitest";
import { bundleFunction } from "../../stacks/bundling/bundle.ts";
import { functionNames } from "../../stacks/routes.ts";
import { longestWait } from "../runner/longest-wait.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";

/**
 * The functions as they are deployed: bundled, with nothing of this repository or its libraries beside them. In a folder of
 * their own each time, because a function keeps in its modules what it was told by its first environment.
 */
export async function bundledFunctions(): Promise<Pick<FunctionSource, "load">> {
  const directory = join(temporaryFolder(), "functions");
  await cp(await bundles(), directory, { recursive: true, filter: (path) => !path.endsWith(".map") });
  return {
    async load(name) {
      const { handler }: { readonly handler: Handler } = await import(
        /* @vite-ignore */ join(directory, name, `${name}.mjs`)
      );
      return handler;
    },
  };
}

/** Where all functions are bundled: once for all files of `npm test`, since it takes half a minute and two gigabytes. */
async function bundles(): Promise<string> {
  const shared = process.env.TESTS_SHARED_FOLDER;
  if (shared === undefined) return await bundleInto(temporaryFolder());
  const done = join(shared, "functions");
  const mine = await mkdir(join(shared, "functions-begun")).then(
    () => true,
    () => false,
  );
  if (mine) await rename(await bundleInto(join(shared, "functions-begun")), done);
  else await vi.waitFor(() => stat(done), { timeout: longestWait, interval: 200 });
  return done;
}

async function bundleInto(folder: string): Promise<string> {
  const directory = join(folder, "functions");
  // One after the other: side by side they take gigabytes.
  for (const name of functionNames) await bundleFunction(name, directory);
  return directory;
}
