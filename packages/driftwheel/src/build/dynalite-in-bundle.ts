import type { Plugin } from "esbuild";

/**
 * Lets dynalite and the small AWS be part of a bundle. What both keep files by is compiled for each machine, so it stays a
 * package of its own, which is loaded when state is kept and not before: it may be missing (commands/local.ts).
 */
export const dynaliteInBundle: Plugin = {
  name: "dynalite-in-bundle",
  setup(build) {
    build.onResolve({ filter: /^classic-level$/ }, ({ path }) => ({ path, external: true }));
    build.onResolve({ filter: /^level$/ }, ({ path }) => ({ path, namespace: "level-when-asked" }));
    build.onLoad({ filter: /^/, namespace: "level-when-asked" }, () => ({
      contents: `exports.Level = class { constructor(...given) { return new (require("classic-level").ClassicLevel)(...given); } };`,
    }));
  },
};
