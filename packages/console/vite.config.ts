import { join } from "node:path";
import { defineConfig } from "vite";

/** Addresses are relative, so that the page works wherever it lies; nothing is inline, so that its policy can forbid that. */
export default defineConfig({
  root: join(import.meta.dirname, "src/page"),
  base: "./",
  logLevel: "warn",
  // Whatever NODE_ENV says: what is for development has the paths of this machine in it.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  build: {
    target: "es2023",
    cssTarget: "chrome123",
    // The stylesheet is one: a view that comes later finds its style there.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // What is opened one after the other is one file: together it is smaller than each for itself.
          groups: [
            {
              name: "pages",
              test: /src\/page\/(?:alerts|costs|deliveries|idle|settings|local)\/[^/]*\.tsx$/,
            },
            { name: "models", test: /src\/page\/(?:model|act|rollout|drift)\/[^/]*\.tsx?$/ },
          ],
        },
      },
    },
  },
});
