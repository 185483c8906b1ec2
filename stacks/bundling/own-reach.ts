import { basename, dirname } from "node:path";
import type { Plugin } from "esbuild";
import { type Reach, reach } from "../../functions/shell/reach.ts";

const outOfReach = "out-of-reach";

/**
 * Leaves the facts and effects out of a function's bundle that are out of its reach. Each is a module of
 * packages/aws that has its name, and is imported when it is needed.
 */
export function ownReach(name: string): Plugin {
  const { asks, performs }: Reach =
    name in reach ? reach[name as keyof typeof reach] : { asks: new Set(), performs: new Set() }; // just asked
  const within: ReadonlySet<string> = new Set([...[...asks].map(kebab), ...performs]);
  return {
    name: outOfReach,
    setup(build) {
      build.onResolve({ filter: /^\.\/[a-z-]+\.ts$/ }, ({ importer, kind, path }) => {
        const finder =
          /packages[\\/]aws[\\/]src[\\/](?:effects[\\/]effect-performer|facts[\\/]fact-finder)\.ts$/;
        if (kind !== "dynamic-import" || !finder.test(importer) || within.has(basename(path, ".ts")))
          return null;
        return { path: `${basename(dirname(importer))}/${basename(path)}`, namespace: outOfReach };
      });
      build.onLoad({ filter: /^/, namespace: outOfReach }, ({ path }) => ({
        contents: `throw new Error("${path} is out of reach of ${name}");`,
      }));
    },
  };
}

/** `monitorRun` is answered by `monitor-run.ts`. */
function kebab(asked: string): string {
  return asked.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
