import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * Lets dynalite and the small AWS be part of a bundle. What both keep files by is compiled for each machine, so in the
 * package all is kept in memory; `--state` is refused before anything asks for it (commands/local.ts).
 */
export const withoutFiles: Plugin = {
  name: "without-files",
  setup(build) {
    build.onResolve({ filter: /^(?:classic-)?level$/ }, ({ path }) => ({ path, namespace: "no-files" }));
    build.onLoad({ filter: /^/, namespace: "no-files" }, () => ({
      contents: `class Level { constructor() { throw new Error("The package keeps state in memory only."); } }
        module.exports = { Level, ClassicLevel: Level };`,
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
