import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Lets dynalite be part of a bundle. */
export const bundledDynalite: Plugin = {
  name: "bundled-dynalite",
  setup(build) {
    // What it keeps files by is compiled for each machine, and here it keeps all in memory.
    build.onResolve({ filter: /^level$/ }, ({ path }) => ({ path, namespace: "no-files" }));
    build.onLoad({ filter: /^/, namespace: "no-files" }, () => ({
      contents: `exports.Level = class { constructor() { throw new Error("The package keeps DynamoDB in memory only."); } };`,
    }));
    // It loads its operations by name, and in a bundle a name ends as its file does.
    build.onLoad({ filter: /[\\/]dynalite[\\/]index\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(
        /require\('(\.\/\w+\/)' \+ action\)/g,
        "require('$1' + action + '.js')",
      ),
    }));
  },
};
