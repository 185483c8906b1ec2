import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { environment } from "./environment.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The package as `npm run package` packs it: a file's path. */
    tarball: string;
    /** A folder in which npm installed it, without a registry. */
    installed: string;
  }
}

/**
 * Packs and installs the package once for all files that try it: it takes half a minute, and on a busy machine many
 * times that.
 */
export default function pack({ config, provide }: TestProject): () => void {
  const made = mkdtempSync(join(tmpdir(), "driftwheel-package-"));
  const build = join(config.root, "packages/driftwheel/src/build/main.ts");
  const tarball = execFileSync(process.execPath, [build, "--to", join(made, "packed")], {
    cwd: config.root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
  const installed = join(made, "installed");
  mkdirSync(installed);
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], {
    cwd: installed,
    stdio: ["ignore", "ignore", "pipe"],
    env: environment(installed),
  });
  provide("tarball", tarball);
  provide("installed", installed);
  return () => rmSync(made, { recursive: true, force: true });
}
