import { createRequire } from "node:module";

// Forty modules that half of all servers never need. By require, as dynalite is loaded (dynamodb/load-dynalite.ts).
const require = createRequire(import.meta.url);

/** What reads and writes XML, loaded when it is first asked for. */
export function xmlLibrary(): typeof import("fast-xml-parser") {
  return require("fast-xml-parser");
}
