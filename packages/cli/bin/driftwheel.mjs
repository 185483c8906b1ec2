#!/usr/bin/env node
/*
 * The command as npm links it (node_modules/.bin/driftwheel, `npx driftwheel`): plain JavaScript, because the Node that a
 * machine has may be older than the one that runs TypeScript.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import "./installed.mjs";

const main = new URL("../src/main.ts", import.meta.url);

if (process.features.typescript) await import(main.href);
else {
  const own = createRequire(import.meta.url).resolve("node/package.json");
  const child = spawn(join(dirname(own), "bin/node"), [fileURLToPath(main), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  // Ctrl-C reaches both; this one waits for the other's end.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`Node cannot be started (${error.message}). Run npm ci again.\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
