import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { type DeployGraph, recordGraph } from "../../../stacks/graph/build-graph.ts";
import { root } from "./own-folder.ts";

interface Config {
  readonly app: (input: { readonly stage: string }) => { readonly name: string };
  readonly run: () => Promise<Readonly<Record<string, { readonly promise: () => Promise<unknown> }>>>;
}

let runs = 0;

/**
 * Bundles and runs a folder's sst.config.ts as SST does, up to what needs AWS: its globals are put before modules that end
 * with .js or .ts, `$app` and `$cli` in their places, and pulumi stays outside.
 * https://github.com/sst/sst/blob/dev/pkg/js/js.go
 */
export async function graphOfFolder(folder: string, stage: string): Promise<DeployGraph> {
  const platform = join(root, ".sst/platform");
  // A module is loaded once under its name.
  runs += 1;
  const out = join(platform, `sst.config.${process.pid}-${runs}.mjs`);
  const shim = join(platform, `shim.${process.pid}.mjs`);
  await writeFile(
    shim,
    'import * as $util from "@pulumi/pulumi";\nexport const $config = (config) => config;\nexport { $util };\n',
  );
  try {
    await build({
      absWorkingDir: folder,
      stdin: { contents: 'export { default } from "./sst.config.ts";', resolveDir: folder, loader: "ts" },
      outfile: out,
      bundle: true,
      platform: "node",
      format: "esm",
      mainFields: ["module", "main"],
      external: ["@pulumi/*", "@aws-sdk/*", "esbuild"],
      nodePaths: [join(platform, "node_modules")],
      inject: [shim],
      define: {
        $app: JSON.stringify({ name: "frost-ops", stage }),
        $cli: JSON.stringify({ paths: { root: folder } }),
      },
      plugins: [
        {
          name: "InjectGlobals",
          setup(bundle) {
            bundle.onLoad({ filter: /\.(js|ts|jsx|tsx)$/ }, async ({ path }) => ({
              contents: `${path.includes(".sst") ? "" : 'import * as aws from "@pulumi/aws";\nconst sst = {};\n'}${await readFile(path, "utf8")}`,
              loader: path.endsWith("s") && /\.tsx?$/.test(path) ? "ts" : "js",
            }));
          },
        },
      ],
    });
    return await recordGraph(stage, async () => {
      const { default: config }: { default: Config } = await import(pathToFileURL(out).href);
      config.app({ stage });
      const outputs = await config.run();
      for (const output of Object.values(outputs)) await output.promise();
    });
  } finally {
    await rm(out, { force: true });
    await rm(shim, { force: true });
  }
}
