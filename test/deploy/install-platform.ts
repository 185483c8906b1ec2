import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Installs SST's platform (pulumi, the AWS provider's types) into .sst/, unless this version of it is there.
 *
 * @param root absolute path of the repository
 * @throws Error when it cannot be installed
 */
export function installPlatform(root: string): void {
  const marker = join(root, ".sst/installed-version");
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(root, "node_modules/sst/package.json"), "utf8"),
  );
  const installed =
    existsSync(join(root, ".sst/platform/node_modules/@pulumi/aws/package.json")) &&
    existsSync(marker) &&
    readFileSync(marker, "utf8") === version;
  if (installed) return;

  console.error(`Installing the platform of SST ${version} into .sst/, once; it takes about half a minute.`);
  const { status } = spawnSync("npx", ["sst", "install", "--stage", "ci"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, SST_SKIP_DEPENDENCY_CHECK: "1", SST_NO_BUN: "1", SST_TELEMETRY_DISABLED: "1" },
  });
  if (status !== 0) {
    throw new Error("SST's platform could not be installed; it comes from the package registry.");
  }
  writeFileSync(marker, version);
}
