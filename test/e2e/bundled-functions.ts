import type { FunctionSource, Handler } from "@driftwheel/local/lambda/function-source.ts";
import { bundleFunction } from "../../stacks/bundling/bundle.ts";
import { functionNames } from "../../stacks/routes.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";

/** The functions as they are deployed: bundled, with nothing of this repository or its libraries beside them. */
export async function bundledFunctions(): Promise<Pick<FunctionSource, "load">> {
  const directory = temporaryFolder();
  const bundles = await Promise.all(functionNames.map((name) => bundleFunction(name, directory)));
  return {
    async load(name) {
      const entry = bundles.find((bundle) => bundle.name === name)?.entry;
      if (entry === undefined) throw new Error(`There is no bundle of ${name}.`);
      const { handler }: { readonly handler: Handler } = await import(/* @vite-ignore */ entry);
      return handler;
    },
  };
}
