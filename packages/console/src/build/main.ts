import { resolve } from "node:path";
import { bundlePage } from "./bundle-page.ts";

/** Builds the page: `npm run console:build [-- <folder>]`. */
await bundlePage(resolve(process.argv[2] ?? new URL("../../dist", import.meta.url).pathname));
