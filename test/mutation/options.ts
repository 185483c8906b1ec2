import { availableParallelism } from "node:os";
import { join } from "node:path";

const decider = "packages/core/src/decider";

/** What neither decides nor folds: it reads and writes the ledger around the decider, and test/faults tries it. */
const plumbing = ["handle.ts", "read-state.ts", "give-command.ts"];

/**
 * The files of the decider, as patterns of Stryker's `mutate`.
 *
 * @param chosen files or folders, relative to the repository; all when there are none.
 */
export function mutated(chosen: readonly string[]): readonly string[] {
  const wanted = chosen.length === 0 ? [decider] : chosen.map((path) => path.replaceAll(/^\.\/|\/+$/g, ""));
  return [
    ...wanted.map((path) => (path.endsWith(".ts") ? path : `${path}/**/*.ts`)),
    `!${decider}/**/*.{test,fixture}.ts`,
    `!${decider}/testing/**`,
    ...plumbing.map((file) => `!${decider}/${file}`),
  ];
}

/** Where Stryker writes what it found, in the schema of mutation-testing-report-schema. */
export function resultFile(scratch: string): string {
  return join(scratch, "result.json");
}

/**
 * Stryker's options: https://stryker-mutator.io/docs/stryker-js/configuration
 *
 * @param scratch a folder outside the repository, which the mutated copies and the result are written to.
 */
export function strykerOptions(chosen: readonly string[], scratch: string, terminal: boolean) {
  return {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    // `related` follows imports of the mutated files again at every mutant, and coverage knows better.
    vitest: { configFile: "test/mutation/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    mutate: mutated(chosen),
    // The decider and its tests need nothing but core; node_modules is linked.
    ignorePatterns: ["**", "!packages/core/**", "!test/mutation/**", "!package.json"],
    // Stryker would rewrite the paths in tsconfig.json by the API of TypeScript, which version 7 has not. Types are
    // stripped here, so it needs no tsconfig.json; the checker of types, which needs that API too, is left out.
    tsconfigFile: "none",
    concurrency: availableParallelism(),
    tempDirName: join(scratch, "copies"),
    cleanTempDir: "always",
    reporters: ["json", terminal ? "progress" : "progress-append-only"],
    jsonReporter: { fileName: resultFile(scratch) },
    allowConsoleColors: terminal,
    logLevel: "warn",
  };
}
