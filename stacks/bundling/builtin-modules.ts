import { isBuiltin } from "node:module";
import type { Plugin } from "esbuild";

const imported = "builtin";
const importedLater = "builtin-later";

/**
 * Takes Node's own modules as they are, and not as ES modules of Node's making. To make one, Node reads every
 * export, and some are made when they are first read: `import "node:http"` alone costs a process 25 ms, because
 * `http.WebSocket` loads the whole of fetch.
 * https://nodejs.org/api/process.html#processgetbuiltinmoduleid
 */
export const builtinModules: Plugin = {
  name: "plain-builtins",
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
      isBuiltin(path)
        ? { path, namespace: kind === "dynamic-import" ? importedLater : imported, sideEffects: false }
        : null,
    );
    build.onLoad({ filter: /^/, namespace: imported }, ({ path }) => ({
      contents: `module.exports = ${builtin(path)};`,
    }));
    // esbuild gives a module of this form to import() as a default export only, so its names are written down.
    build.onLoad({ filter: /^/, namespace: importedLater }, ({ path }) => ({
      contents: `export default ${builtin(path)}; export const { ${valuesOf(path).join(", ")} } = ${builtin(path)};`,
    }));
  },
};

function builtin(path: string): string {
  return `process.getBuiltinModule(${JSON.stringify(path)})`;
}

/** The exports that are there without being made. */
function valuesOf(path: string): readonly string[] {
  const properties = Object.getOwnPropertyDescriptors(process.getBuiltinModule(path) ?? {});
  return Object.entries(properties)
    .filter(([name, property]) => "value" in property && /^[A-Za-z_$][\w$]*$/.test(name))
    .map(([name]) => name);
}
