import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { temporaryFolder } from "../../runner/temporary-folder.ts";
import { environment } from "./environment.ts";

export const root = join(import.meta.dirname, "../../..");

/** A folder in which the package is installed and nothing else is. */
export function folderWithPackage(): string {
  const folder = join(temporaryFolder(), "frost-ops");
  cpSync(inject("installed"), folder, { recursive: true, verbatimSymlinks: true });
  return folder;
}

/** SST's platform, as `npx sst install` would bring it. */
export function linkPlatform(folder: string): void {
  mkdirSync(join(folder, ".sst"));
  symlinkSync(join(root, ".sst/platform"), join(folder, ".sst/platform"));
}

/** Runs `npx driftwheel` in the folder, with nobody at the terminal. */
export function driftwheel(
  folder: string,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> {
  return spawnSync("npx", ["driftwheel", ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { ...environment(folder), ...more },
  });
}

export function change(folder: string, file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has no ${from}.`);
  writeFileSync(path, changed);
}
