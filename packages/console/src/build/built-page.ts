import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const workspace = fileURLToPath(new URL("../../", import.meta.url));
const cache = fileURLToPath(new URL("../../../../node_modules/.cache/console", import.meta.url));

/**
 * The folder of the built page. Where its sources have changed since it was built it is built anew, which takes a second
 * or two, in a process of its own: the bundler's memory goes with it.
 *
 * @throws Error with what the bundler says when it cannot be built.
 */
export async function builtPage(): Promise<string> {
  const folder = join(cache, sourcesDigest());
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = `${folder}.${process.pid}`;
  await promisify(execFile)(process.execPath, [join(workspace, "src/build/main.ts"), making], {
    cwd: workspace,
  });
  try {
    renameSync(making, folder);
  } catch (error) {
    // Another process was first; theirs is the same.
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Of everything that the page is made of; the libraries' versions are in the manifest. */
function sourcesDigest(): string {
  const digest = createHash("sha256");
  const sources = globSync("{src/page/**/*.*,vite.config.ts,package.json}", { cwd: workspace }).toSorted();
  for (const source of sources) digest.update(`${source}\0`).update(readFileSync(join(workspace, source)));
  return digest.digest("hex").slice(0, 16);
}
