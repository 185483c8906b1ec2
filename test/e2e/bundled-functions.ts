import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { FunctionSource, Handler } from "@driftwheel/local/lambda/function-source.ts";
import { sharedBundles } from "../runner/shared-bundles.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";

/**
 * The functions as they are deployed: bundled, with nothing of this repository or its libraries beside them. In a folder of
 * their own each time, because a function keeps in its modules what it was told by its first environment.
 */
export async function bundledFunctions(): Promise<Pick<FunctionSource, "load">> {
  const own = temporaryFolder();
  for (const { name, directory } of await sharedBundles())
    await cp(directory, join(own, name), { recursive: true, filter: (path) => !path.endsWith(".map") });
  return {
    async load(name) {
      const { handler }: { readonly handler: Handler } = await import(
        /* @vite-ignore */ join(own, name, `${name}.mjs`)
      );
      return handler;
    },
  };
}
