import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import type { FunctionName } from "../routes.ts";
import { builtinModules } from "./builtin-modules.ts";
import { inlineFleet } from "./inline-fleet.ts";
import { permittedModules } from "./permitted-modules.ts";
import { replacedModules } from "./replaced-modules.ts";

/**
 * THE way in which functions are bundled: what is deployed, what the tests read and what the benchmark measures.
 * https://esbuild.github.io/api/
 */
const bundlingOptions = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  // Most packages come twice; only their ES modules can be shaken.
  mainFields: ["module", "main"],
  conditions: ["module", "import"],
  // Reads the browser's name, in browsers.
  external: ["bowser"],
  treeShaking: true,
  minify: true,
  // Lets a stack trace name the code's own errors.
  keepNames: false,
  // A module that is imported when it is needed stays a file of its own, so that it costs nothing until then.
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  outExtension: { ".js": ".mjs" },
  // The map lies beside the bundle without a comment that points to it, and is not deployed.
  sourcemap: "external",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
} satisfies BuildOptions;

export interface Bundle {
  /** The folder that is deployed; its handler is `<name>.handler`. */
  readonly directory: string;
  /** Absolute path of the module that exports `handler`. */
  readonly entry: string;
  /** Bytes of all code in the folder, maps not counted. */
  readonly bytes: number;
  /** What went into which file; paths are relative to the repository. */
  readonly outputs: Metafile["outputs"];
}

export interface FunctionBundle extends Bundle {
  readonly name: FunctionName;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Bundles one function, with the fleet, into a folder of its own.
 *
 * @param parent absolute path; the folder in it that has the function's name is replaced.
 * @throws BuildFailure of esbuild when the code cannot be bundled.
 */
export async function bundleFunction(name: FunctionName, parent: string): Promise<FunctionBundle> {
  const plugins = [inlineFleet, permittedModules(name)];
  return { name, ...(await bundleModule(`functions/${name}.ts`, join(parent, name), plugins)) };
}

/**
 * Bundles a module as a function is.
 *
 * @param path relative to the repository
 * @param directory absolute path of the folder that is replaced
 * @throws BuildFailure of esbuild when the code cannot be bundled.
 */
export async function bundleModule(
  path: string,
  directory: string,
  plugins: readonly Plugin[] = [],
): Promise<Bundle> {
  const name = basename(path, ".ts");
  await rm(directory, { recursive: true, force: true });
  const { metafile } = await build({
    ...bundlingOptions,
    plugins: [...plugins, replacedModules, builtinModules],
    absWorkingDir: root,
    entryPoints: [{ in: path, out: name }],
    outdir: directory,
  });
  const code = Object.entries(metafile.outputs).filter(([output]) => output.endsWith(".mjs"));
  return {
    directory,
    entry: join(directory, `${name}.mjs`),
    bytes: code.reduce((sum, [, { bytes }]) => sum + bytes, 0),
    outputs: Object.fromEntries(code),
  };
}
