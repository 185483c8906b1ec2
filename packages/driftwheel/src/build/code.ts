import { join } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { dynaliteInBundle } from "./dynalite-in-bundle.ts";
import { packedSources } from "./packed-sources.ts";

const source = "packages/driftwheel/src";

/**
 * The package's own code, as JavaScript that Node 20 runs.
 *
 * @param root absolute path of the repository
 * @param target absolute path of the package's folder
 * @returns what went into it
 */
export async function bundleCode(root: string, target: string): Promise<readonly Metafile[]> {
  const common = {
    absWorkingDir: root,
    outdir: join(target, "lib"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    mainFields: ["module", "main"],
    // Not "import": what is CommonJS would be given ES modules by it.
    conditions: ["module"],
    inject: [`${source}/runtime/polyfills.ts`],
    plugins: [packedSources(root), dynaliteInBundle],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  } satisfies BuildOptions;
  const results = await Promise.all([
    build({
      ...common,
      entryPoints: {
        index: `${source}/index.ts`,
        main: `${source}/main.ts`,
        "put-bundles": `${source}/deployment/put-bundles.ts`,
        image: "examples/frost/image.ts",
        "analyzers/model-monitor": "packages/analyzers/src/model-monitor.ts",
        "analyzers/clarify": "packages/analyzers/src/clarify.ts",
        "analyzers/data-wrangler": "packages/analyzers/src/data-wrangler.ts",
        "placeholder/train": "packages/local/src/images/placeholder/train.ts",
        "placeholder/serve": "packages/local/src/images/placeholder/serve.ts",
        ...Object.fromEntries(
          ["prepare", "train", "serve", "report"].map((program) => [
            `automl/${program}`,
            `packages/automl/src/${program}.ts`,
          ]),
        ),
        ...Object.fromEntries(
          ["prepare", "train", "evaluate", "serve"].map((script) => [
            `image/${script}`,
            `examples/frost/image/${script}.ts`,
          ]),
        ),
      },
      // All in one folder, so that an address beside a module is the same in each.
      chunkNames: "[name]-[hash]",
      splitting: true,
      minify: true,
      // The durable functions' SDK knows its runner's input by the name of its class.
      keepNames: true,
      banner: { js: requireBanner },
    }),
    // What a process loads before all else, alone.
    build({
      ...common,
      entryPoints: {
        "strip-types": `${source}/runtime/strip-types.ts`,
        "end-with-parent": "packages/local/src/sagemaker/containers/end-with-parent.ts",
      },
      banner: { js: requireBanner },
    }),
    // The durable functions' runner has it in a thread, by its place beside the runner.
    build({
      ...common,
      entryPoints: {
        "checkpoint-server/index":
          "node_modules/@aws/durable-execution-sdk-js-testing/dist/checkpoint-server/index.mjs",
      },
      outExtension: { ".js": ".mjs" },
      minify: true,
      banner: { js: requireBanner },
    }),
    // SST puts names of its own before a module's and bundles it anew: names are kept, and it is one file that ends with .js.
    build({ ...common, entryPoints: { sst: "stacks/component.ts" } }),
  ]);
  return results.map(({ metafile }) => metafile);
}

/** For libraries that are CommonJS and ask for Node's own modules. */
const requireBanner = `import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);`;
