import { basename, dirname } from "node:path";
import type { Plugin } from "esbuild";
import { type Permissions, permissions } from "../../functions/shell/permissions.ts";

const notPermitted = "not-permitted";

/**
 * Leaves the facts and effects out of a function's bundle that it has no permission for. Each is a module of
 * packages/aws that has its name, and is imported when it is needed.
 */
export function permittedModules(name: string): Plugin {
  const within = permittedNames(name);
  return {
    name: notPermitted,
    setup(build) {
      build.onResolve({ filter: /^\.\/(?:[a-z-]+\/)*[a-z-]+\.ts$/ }, ({ importer, kind, path }) => {
        const finder =
          /packages[\\/]aws[\\/]src[\\/](?:effects[\\/]effect-performer|facts[\\/]fact-finder)\.ts$/;
        if (kind !== "dynamic-import" || !finder.test(importer) || within.has(basename(path, ".ts")))
          return null;
        return { path: `${basename(dirname(importer))}/${path.slice("./".length)}`, namespace: notPermitted };
      });
      build.onLoad({ filter: /^/, namespace: notPermitted }, ({ path }) => ({
        contents: `throw new Error("${path} is not permitted to ${name}");`,
      }));
    },
  };
}

/** Names of the modules of facts and effects that a function may load. */
export function permittedNames(name: string): ReadonlySet<string> {
  const { asks, performs }: Permissions =
    name in permissions
      ? permissions[name as keyof typeof permissions]
      : { asks: new Set(), performs: new Set() }; // just asked
  return new Set([...[...asks].map(kebab), ...performs]);
}

/** `monitorRun` is answered by `monitor-run.ts`. */
function kebab(asked: string): string {
  return asked.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
