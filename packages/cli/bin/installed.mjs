/*
 * Run before what is written in TypeScript, by whatever Node there is, so it is plain JavaScript: without the packages
 * that `npm ci` installs, a Node of its own among them, people would read Node's stack about a file extension.
 */
import { existsSync } from "node:fs";

if (!existsSync(new URL("../../../node_modules/.bin/node", import.meta.url))) {
  process.stderr.write("The packages are not installed. Run this first, once: npm ci\n");
  process.exit(1);
}
