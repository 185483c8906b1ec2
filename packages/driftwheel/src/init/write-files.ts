import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import type { Files } from "./files.ts";

/**
 * Writes all of the files, or none.
 *
 * @throws PersonError naming those that are there already, unless they may be overwritten.
 */
export function writeFiles(folder: string, files: Files, force: boolean): void {
  const there = Object.keys(files).filter((name) => existsSync(join(folder, name)));
  if (there.length > 0 && !force) {
    throw new PersonError(
      `Here ${there.length === 1 ? "is" : "are"} already ${there.join(", ")}. Run it in a folder of its own, or overwrite ${there.length === 1 ? "it" : "them"} with --force.`,
    );
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** What npm leaves of a manifest in a folder that was empty. */
const ofNpm = new Set(["dependencies", "devDependencies", "allowScripts"]);

/**
 * Says in the manifest that modules here are ES modules, where nothing else is said in it: Node warns of a fleet otherwise.
 * A manifest that somebody wrote stays as it is.
 */
export function sayModules(folder: string): void {
  const file = join(folder, "package.json");
  const manifest = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as object) : {};
  if (!Object.keys(manifest).every((field) => ofNpm.has(field))) return;
  writeFileSync(file, `${JSON.stringify({ private: true, type: "module", ...manifest }, null, 2)}\n`);
}
