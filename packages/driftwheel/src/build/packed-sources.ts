import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Plugin } from "esbuild";

interface Replacement {
  /** From the repository's root. */
  readonly file: string;
  readonly text: string;
  readonly by: string;
}

/** What lies elsewhere in the package than in the repository. */
const places: readonly Replacement[] = [
  {
    file: "packages/local/src/images/image-registry.ts",
    text: `new URL("../../../../examples/frost/image.ts", import.meta.url)`,
    by: `new URL("./image.js", import.meta.url)`,
  },
  {
    file: "packages/local/src/images/analyzer-image.ts",
    text: `new URL("../../../analyzers/src", import.meta.url)`,
    by: `new URL("./analyzers", import.meta.url)`,
  },
  {
    file: "packages/local/src/service-models/service-model.ts",
    text: "new URL(`./data/",
    by: "new URL(`../service-models/",
  },
  // A name that esbuild follows: what it finds is bundled.
  {
    file: "packages/local/src/dynamodb/load-dynalite.ts",
    text: "const require = createRequire(import.meta.url);",
    by: "",
  },
  {
    file: "packages/local/src/protocols/load-xml.ts",
    text: "const require = createRequire(import.meta.url);",
    by: "",
  },
  {
    file: "packages/local/src/dynamodb/load-dynalite.ts",
    text: "require(`dynalite/validations/",
    by: "require(`../../../../node_modules/dynalite/validations/",
  },
  {
    file: "packages/local/src/dynamodb/load-dynalite.ts",
    text: "require(`dynalite/actions/",
    by: "require(`../../../../node_modules/dynalite/actions/",
  },
  {
    file: "packages/local/src/images/framework-image.ts",
    text: `new URL("../../python", import.meta.url)`,
    by: `new URL("../python", import.meta.url)`,
  },
  {
    file: "packages/local/src/images/automl-image.ts",
    text: `new URL("../../../automl/src", import.meta.url)`,
    by: `new URL("./automl", import.meta.url)`,
  },
  {
    file: "packages/local/src/lambda/project-functions.ts",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a source.
    text: "import(`@driftwheel/functions/${name}.ts`)",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a source.
    by: "import(new URL(`../functions/${name}/${name}.mjs`, import.meta.url).href)",
  },
  {
    file: "packages/local/src/console/console-folder.ts",
    text: `const { builtPage } = await import("@driftwheel/console/build/built-page.ts");
  return await builtPage();`,
    by: `const { fileURLToPath } = await import("node:url");
  return fileURLToPath(new URL("../console", import.meta.url));`,
  },
  {
    file: "packages/local/src/console/example-program.ts",
    text: `[fileURLToPath(new URL("../../../../examples/frost/on-server.ts", import.meta.url))]`,
    by: `[fileURLToPath(new URL("../bin/driftwheel.js", import.meta.url)), "example"]`,
  },
  {
    file: "stacks/graph/build-graph.ts",
    text: `"../component.ts"`,
    by: `new URL("./sst.js", import.meta.url).href`,
  },
];

/** What people type in the repository, and what they type where the package is installed. */
const commands: readonly (readonly [RegExp, string])[] = [
  [/npm run(\s)local(?: --(?!-))?/g, "npx driftwheel$1local"],
  [/npm start(?: --(?!-))?/g, "npx driftwheel example"],
  [/npm run deploy:plan/g, "npx driftwheel deploy:plan"],
  [
    /stacks\/deployment\.example\.json has the form of it/g,
    "The guide to the installation has the form of it",
  ],
];

/**
 * The repository's sources as the package needs them: another module tells where functions come from at a deployment, and
 * addresses and commands are those of the package.
 */
export function packedSources(root: string): Plugin {
  return {
    name: "packed-sources",
    setup(build) {
      build.onResolve({ filter: /\/bundler\.ts$/ }, () => ({
        path: join(root, "packages/driftwheel/src/deployment/bundler.ts"),
      }));
      build.onLoad(
        { filter: /[\\/](?:packages|stacks|examples|functions)[\\/][^:]*\.ts$/ },
        async ({ path }) => {
          const file = relative(root, path);
          if (file.includes("node_modules")) return null;
          let contents = await readFile(path, "utf8");
          for (const { text, by } of places.filter((place) => place.file === file)) {
            if (!contents.includes(text)) {
              return { errors: [{ text: `${file} no longer has ${text}, which the package replaces.` }] };
            }
            contents = contents.replace(text, by);
          }
          for (const [here, there] of commands) contents = contents.replaceAll(here, there);
          return { contents, loader: "ts" };
        },
      );
    },
  };
}
