import { isBuiltin } from "node:module";
import type { Plugin } from "esbuild";

const plain = "plain-builtins";

/**
 * Takes Node's own modules as they are instead of as ES modules. To make an ES module of one, Node reads each of
 * its exports, and some are made when they are first read: `import "node:http"` alone costs a process 25 ms,
 * because `http.WebSocket` loads the whole of fetch.
 * https://nodejs.org/api/process.html#processgetbuiltinmoduleid
 */
export const plainBuiltins: Plugin = {
  name: plain,
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path }) =>
      isBuiltin(path) ? { path, namespace: plain, sideEffects: false } : null,
    );
    build.onLoad({ filter: /^/, namespace: plain }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
