import { execFileSync, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../runner/temporary-folder.ts";

export const root = join(import.meta.dirname, "../../..");

/** Packs the package as `npm run package` does. @returns the tarball's path */
export function packed(): string {
  const build = join(root, "packages/driftwheel/src/build/main.ts");
  const said = execFileSync(process.execPath, [build, "--to", temporaryFolder()], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return said.trim();
}

/** An empty folder in which the package is installed, by npm and without a registry. */
export function folderWith(tarball: string): string {
  const folder = join(temporaryFolder(), "frost-ops");
  mkdirSync(folder);
  npm(folder, "install", "--offline", "--no-audit", "--no-fund", tarball);
  return folder;
}

function npm(folder: string, ...words: readonly string[]): void {
  execFileSync("npm", words, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], env: environment(folder) });
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

/** Of this process, without what would lead a command elsewhere. */
export function environment(folder: string): NodeJS.ProcessEnv {
  const { AWS_ENDPOINT_URL: _, AWS_REGION: __, DRIFTWHEEL_FLEET: ___, ...own } = process.env;
  return { ...own, npm_config_cache: join(folder, "../npm-cache"), NODE_DISABLE_COMPILE_CACHE: "1" };
}

export function change(folder: string, file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has no ${from}.`);
  writeFileSync(path, changed);
}
