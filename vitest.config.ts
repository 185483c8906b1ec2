import { defineConfig } from "vitest/config";
import { inCiAlone } from "./test/runner/in-ci-alone.ts";
import { longestWait } from "./test/runner/longest-wait.ts";
import { LongestFirst } from "./test/runner/sequencer.ts";

// What is named on the command line, a file or a folder, is run wherever that is, whole.
const named = process.argv.slice(2).filter((argument) => argument.includes("/"));
const leftOut = process.env.CI
  ? []
  : inCiAlone.filter((file) => !named.some((place) => file.startsWith(place)));
if (named.length > 0) process.env.TESTS_NAMED = "true";
const setupFiles = ["test/runner/setup.ts"];
// What is waited for comes when it comes: a second, as vitest has it, is too short on a busy machine. So are limits for
// whole tests: they end what hangs, and nothing else.
const limits = {
  expect: { poll: { timeout: longestWait } },
  testTimeout: 3 * longestWait,
  hookTimeout: 3 * longestWait,
};

export default defineConfig({
  test: {
    // The longest mostly wait for real time to pass, and they are CI's; on two cores the others have room beside them.
    maxWorkers: process.env.CI ? 4 : 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Pure code and adapters that are given all they use: files share a process, which imports everything once.
      {
        test: {
          name: "unit",
          include: [
            "packages/{core,analyzers,automl,aws,api,cli,console,driftwheel,payloads,webhooks}/src/**/*.test.ts",
            "stacks/**/*.test.ts",
            "test/guides/**/*.test.ts",
            "test/runner/**/*.test.ts",
          ],
          setupFiles,
          ...limits,
          isolate: false,
        },
      },
      // Functions keep clients and settings in their modules, as Lambda has it: each file has a process of its own.
      {
        test: {
          name: "functions",
          include: ["functions/**/*.test.ts"],
          setupFiles,
          ...limits,
        },
      },
      // Each test starts its own server, and the files share a process.
      {
        test: {
          name: "local",
          include: ["packages/local/src/**/*.test.ts", "examples/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...leftOut],
          setupFiles,
          ...limits,
          isolate: false,
        },
      },
      {
        test: {
          name: "whole",
          include: ["test/**/*.test.ts"],
          exclude: ["test/deploy/**", "test/guides/**", "test/runner/**", ...leftOut],
          setupFiles,
          ...limits,
        },
      },
      // Needs SST's platform, which npm run test:deploy installs. Files share a process, which loads the AWS provider's
      // resources once: that takes seconds, and on a busy machine long.
      {
        test: {
          name: "deploy",
          include: ["test/deploy/*.test.ts"],
          setupFiles,
          ...limits,
          isolate: false,
        },
      },
      // The npm package, packed and installed once before them.
      {
        test: {
          name: "package",
          include: ["test/deploy/package/**/*.test.ts"],
          globalSetup: ["test/deploy/package/pack.ts"],
          setupFiles,
          ...limits,
        },
      },
    ],
  },
});
