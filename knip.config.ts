import type { KnipConfig } from "knip";

/**
 * What nothing uses is found twice: once with the tests, where an export must be imported by some file, and once
 * without them (`--production`), where what only tests use is found too. There an export that its own file uses is
 * left in peace: tests may look at a part of it.
 */
const forTestsOnly = ["**/*.test.ts", "**/*.fixture.ts", "**/testing/**", "**/fixtures/**", "plan/guides/**"];

/** A workspace: its sources, and the files that are run or loaded by name instead of being imported. */
function workspace(folder: "src/" | "", entry: readonly string[], production: boolean) {
  return {
    entry: entry.map((file) => `${folder}${file}!`),
    project: [`${folder}**/*.{ts,mjs}!`, ...forTestsOnly.map((files) => `!${files}!`)],
    // Every file of a package can be imported from outside it, which for knip makes it an entry.
    includeEntryExports: folder === "src/",
    ...(production && { vitest: { entry: forTestsOnly } }),
  };
}

export default ({ production = false }: { readonly production?: boolean }): KnipConfig => ({
  ignoreExportsUsedInFile: production,
  workspaces: {
    ".": {
      entry: [
        "driftwheel.config.ts!",
        "test/bench/*/{run,worker}.ts",
        "test/bench/proxy/fleet.ts",
        "test/bench/{cold,drift/traffic/rivals}/*.mjs",
        "test/bench/cold/floors/*.ts",
        "test/campaign/worker.ts",
        "test/{fixtures/*-fleet,e2e/{asynchronous,serving/invoke-proxy,model-monitor,traffic/several,unwatched}/fleet,{hooks,senders,console}/fleet,senders/tracked-fleet}.ts",
        "test/e2e/model-monitor/image/*.mjs",
        "test/mutation/vitest.config.ts",
      ],
      project: ["*.ts!", "test/**/*.{ts,mjs}"],
      // The first is started by its name, from test/mutation/run-stryker.ts; test/bench/cold/floors measures what functions need.
      ignoreDependencies: ["@stryker-mutator/.+", "@aws-lambda-powertools/.+", "@middy/core"],
      // Where there is one; its test is skipped elsewhere.
      ignoreBinaries: ["java"],
    },
    "packages/*": workspace("src/", [], production),
    "packages/driftwheel": {
      ...workspace(
        "src/",
        ["{index,main}.ts", "{deployment,runtime}/*.ts", "build/{main,shapes}.ts"],
        production,
      ),
      // What others import once it is packed.
      includeEntryExports: false,
      // Declarations of what is compiled beside them.
      ignore: ["published/**"],
    },
    "packages/console": {
      ...workspace("src/", ["build/{main,write-api-types}.ts"], production),
      project: ["src/**/*.{ts,tsx}!", ...forTestsOnly.map((files) => `!${files}!`)],
      includeEntryExports: false,
    },
    functions: workspace("", ["*.ts"], production),
    stacks: {
      ...workspace("", ["{app,component}.ts", "{plan/main,bundling/bundle-all}.ts"], production),
      // They come with SST's platform.
      ignoreDependencies: ["@pulumi/.+"],
    },
    "examples/frost": workspace(
      "",
      [
        "{main,image}.ts",
        "*.config.ts",
        "retrain-with/*.config.ts",
        "fresh-data/*.config.ts",
        "image/{prepare,train,evaluate,serve,write-baseline}.ts",
      ],
      production,
    ),
    "examples/shared": workspace("", [], production),
    "examples/*": workspace("", ["*.config.ts"], production),
  },
});
