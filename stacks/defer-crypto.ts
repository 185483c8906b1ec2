import type { Plugin } from "esbuild";

const deferred = "defer-crypto";

/**
 * Powertools' logger imports node:crypto to draw a lot when debug logs are sampled. The import alone costs a
 * process 4 ms, a tenth of all that a function may take to say that an event is none of its business, so the
 * module is asked for when a lot is drawn.
 */
export const deferCrypto: Plugin = {
  name: deferred,
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?crypto$/ }, ({ importer, path }) =>
      /[\\/]@aws-lambda-powertools[\\/]logger[\\/]/.test(importer) ? { path, namespace: deferred } : null,
    );
    build.onLoad({ filter: /^/, namespace: deferred }, () => ({
      contents: `export const randomInt = (...bounds) => process.getBuiltinModule("node:crypto").randomInt(...bounds);`,
    }));
  },
};
