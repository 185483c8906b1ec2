import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadFleet } from "../fleet/load-fleet.ts";
import { functionNames } from "../routes.ts";
import { bundleFunction } from "./bundle.ts";

/**
 * Bundles every function into a folder of its own, the fleet beside it, and the source maps aside, because they
 * are not deployed: `node stacks/bundling/bundle-all.ts <folder> <fleet module> [console]`. With `console`, its page too.
 */
const [, , parent, fleetModule, wanted] = process.argv;
if (parent === undefined || fleetModule === undefined) {
  throw new Error(
    "Say where to, and which fleet: node stacks/bundling/bundle-all.ts <folder> <fleet module>",
  );
}
const json = JSON.stringify(await loadFleet(process.cwd(), fleetModule));
await mkdir(parent, { recursive: true });
await writeFile(join(parent, "fleet.json"), json);
for (const name of functionNames) {
  const { directory, bytes } = await bundleFunction(name, parent);
  await writeFile(join(directory, "fleet.mjs"), `export default ${json};\n`);
  await moveMaps(directory, join(parent, "maps", name));
  console.log(`${name}: ${Math.round(bytes / 1024)} kB`);
}
if (wanted === "console") {
  const { bundlePage } = await import("@driftwheel/console/build/bundle-page.ts");
  await bundlePage(join(parent, "console"));
}

async function moveMaps(from: string, to: string): Promise<void> {
  await mkdir(join(to, "chunks"), { recursive: true });
  for (const file of await readdir(from, { recursive: true })) {
    if (file.endsWith(".map")) await rename(join(from, file), join(to, file));
  }
}
