import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The types of what a fleet and settings say, written out: the package's users have neither zod nor its types.
 *
 * @param root absolute path of the repository
 * @param target absolute path of the package's folder
 * @throws Error with what tsc says when the sources do not pass it.
 */
export function writeDeclarations(root: string, target: string): void {
  const source = join(root, "packages/driftwheel/src/build/shapes.ts");
  const folder = mkdtempSync(join(target, "declarations-"));
  const config = join(folder, "tsconfig.json");
  const settings = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      noErrorTruncation: true,
      incremental: false,
      tsBuildInfoFile: null,
      rootDir: root,
      outDir: folder,
      typeRoots: [join(root, "node_modules/@types")],
    },
    files: [source],
    include: [],
    exclude: [],
  };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", config], { cwd: root, stdio: ["ignore", 2, 2] });
  const shapes = readFileSync(join(folder, "packages/driftwheel/src/build/shapes.d.ts"), "utf8");
  if (/\bz\.|from "/.test(shapes))
    throw new Error(`Types of the package name what it does not have:\n${shapes}`);
  writeFileSync(join(target, "lib/shapes.d.ts"), shapes);
  rmSync(folder, { recursive: true, force: true });
}
