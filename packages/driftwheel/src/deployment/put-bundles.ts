import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadFleet } from "@driftwheel/functions/shell/fleet.ts";
import { functionNames } from "@driftwheel/stacks/routes.ts";
import { readTypeScript } from "../runtime/read-typescript.ts";

/**
 * Puts the functions as the package has them into a folder, each with the checked fleet beside it:
 * `node put-bundles.js <folder> <fleet module> [console]`. What is wrong with the fleet is all that is on standard error then.
 */
const [, , folder = "", fleetModule = "", wanted = ""] = process.argv;
const functions = fileURLToPath(new URL("../functions", import.meta.url));

readTypeScript();
try {
  const json = JSON.stringify(await loadFleet(fleetModule));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "fleet.json"), json);
  for (const name of functionNames) {
    cpSync(join(functions, name), join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "fleet.mjs"), `export default ${json};\n`);
  }
  if (wanted === "console") {
    cpSync(fileURLToPath(new URL("../console", import.meta.url)), join(folder, "console"), {
      recursive: true,
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
