import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What of the monitor of commit 9117859 is measured, by its files. */
const before = ["baseline", "capture-reader", "assess-window", "statistics-of", "window-statistics"];

/** Modules as a function's are deployed: a process that takes the types out of its sources holds 40 MB for that. */
export interface Deployed {
  /** Absolute path of `run.ts`, bundled. */
  readonly run: string;
  /** Absolute path of the monitor of commit 9117859, bundled; null when it is not compared with. */
  readonly before: string | null;
}

/**
 * @param folder where the bundles are put
 * @param checkout a folder with commit 9117859 and its packages installed
 * @throws BuildFailure of esbuild when something cannot be bundled.
 */
export async function deployed(folder: string, checkout: string | undefined): Promise<Deployed> {
  const run = join(folder, "run.mjs");
  await bundle({ entryPoints: [fileURLToPath(new URL("run.ts", import.meta.url))], outfile: run });
  if (checkout === undefined) return { run, before: null };
  const outfile = join(folder, "before.mjs");
  const source = before.map((name) => `export * from "./packages/core/src/drift/${name}.ts";`).join("\n");
  await bundle({ stdin: { contents: source, resolveDir: checkout, loader: "ts" }, outfile });
  return { run, before: outfile };
}

function bundle(options: Parameters<typeof build>[0]) {
  return build({ bundle: true, platform: "node", target: "node24", format: "esm", minify: true, ...options });
}
