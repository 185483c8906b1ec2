import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { Plugin } from "esbuild";

/**
 * Bundles what the fleet module exports instead of the module: the fleet is checked when it is bundled, so that a
 * wrong one is never deployed, and a function that starts neither loads the policy's schemas nor checks it again.
 */
export const inlineFleet: Plugin = {
  name: "inline-fleet",
  setup(build) {
    build.onLoad({ filter: /[\\/]driftwheel\.config\.ts$/ }, async ({ path }) => {
      const module: { readonly default?: unknown } = await import(pathToFileURL(path).href);
      const contents = JSON.stringify(module.default);
      if (!isDeepStrictEqual(JSON.parse(contents), module.default)) {
        return {
          errors: [{ text: "The fleet holds something that JSON cannot keep.", location: { file: path } }],
        };
      }
      return { contents, loader: "json" };
    });
  },
};
