import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bundlePage } from "@driftwheel/console/build/bundle-page.ts";
import { bundleFunction } from "@driftwheel/stacks/bundling/bundle.ts";
import { functionNames } from "@driftwheel/stacks/routes.ts";
import { bundleCode } from "./code.ts";
import { writeDeclarations } from "./declarations.ts";
import { licencesOf } from "./licences.ts";
import { manifestOf } from "./manifest.ts";

/**
 * Makes the npm package from the workspaces: its folder, and in the same place the tarball that npm would publish, whose
 * path is on standard output: `npm run -s package [-- --to <folder>]`.
 */
const root = join(import.meta.dirname, "../../../..");
const { values } = parseArgs({ options: { to: { type: "string" } } });
const place = resolve(values.to ?? join(root, "packages/driftwheel/dist"));
const target = join(place, "driftwheel");

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "lib"), { recursive: true });
cpSync(join(root, "packages/driftwheel/published"), target, { recursive: true });
cpSync(join(root, "LICENSE"), join(target, "LICENSE"));
cpSync(join(root, "CHANGELOG.md"), join(target, "CHANGELOG.md"));
cpSync(join(root, "examples/frost/data"), join(target, "data"), { recursive: true });
cpSync(join(root, "packages/local/src/service-models/data"), join(target, "service-models"), {
  recursive: true,
});
cpSync(join(root, "packages/local/python"), join(target, "python"), {
  recursive: true,
  filter: (path) => !path.includes("__pycache__"),
});
writeFileSync(join(target, "package.json"), `${JSON.stringify(manifestOf(root), null, 2)}\n`);
const code = await bundleCode(root, target);
const page = await bundlePage(join(target, "console"));
const functions = [];
for (const name of functionNames) {
  const { directory, outputs } = await bundleFunction(name, join(target, "functions"));
  functions.push({ outputs });
  // Maps are for whoever has the sources.
  for (const path of Object.keys(outputs)) rmSync(join(root, `${path}.map`), { force: true });
  if (!directory.startsWith(target)) throw new Error(`${name} was bundled into ${directory}.`);
}
writeFileSync(join(target, "THIRD-PARTY-LICENSES.txt"), licencesOf(root, [...code, ...functions, page]));
writeDeclarations(root, target);
const packed = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--pack-destination", place], { cwd: target, encoding: "utf8" }),
) as readonly { readonly filename: string; readonly size: number; readonly unpackedSize: number }[];
for (const { filename, size, unpackedSize } of packed) {
  console.error(`${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked`);
  console.log(join(place, filename));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(2)} MB`;
}
