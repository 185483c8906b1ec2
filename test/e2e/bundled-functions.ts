import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FunctionSource, Handler } from "@driftwheel/local/lambda/function-source.ts";
import { bundleFunction } from "../../stacks/bundling/bundle.ts";
import { functionNames } from "../../stacks/routes.ts";

/** The functions as they are deployed: bundled, with nothing of this repository or its libraries beside them. */
export async function bundledFunctions(): Promise<
  Pick<FunctionSource, "load"> & { remove(): Promise<void> }
> {
  const directory = await mkdtemp(join(tmpdir(), "driftwheel-bundled-"));
  const bundles = await Promise.all(functionNames.map((name) => bundleFunction(name, directory)));
  return {
    async load(name) {
      const entry = bundles.find((bundle) => bundle.name === name)?.entry;
      if (entry === undefined) throw new Error(`There is no bundle of ${name}.`);
      const { handler }: { readonly handler: Handler } = await import(/* @vite-ignore */ entry);
      return handler;
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
