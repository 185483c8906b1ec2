import { join } from "node:path";
import { defineConfig } from "vite";

/** Addresses are relative, so that the page works wherever it lies; nothing is inline, so that its policy can forbid that. */
export default defineConfig({
  root: join(import.meta.dirname, "src/page"),
  base: "./",
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2023",
    cssTarget: "chrome123",
    // The stylesheet is one: a view that comes later finds its style there.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    reportCompressedSize: false,
  },
});
