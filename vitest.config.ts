import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // The main job's two runs mostly wait; on two cores the other files have room beside them.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "packages/{core,aws,api,cli,webhooks}/src/**/*.test.ts",
            "functions/**/*.test.ts",
            "stacks/**/*.test.ts",
            "test/guides/**/*.test.ts",
          ],
          // Nothing here waits; on a busy machine bundling and bootstrapping take seconds all the same.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "local",
          include: ["packages/local/src/**/*.test.ts", "examples/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "whole",
          include: ["test/**/*.test.ts"],
          exclude: ["test/deploy/**", "test/guides/**", "test/e2e/webhooks.test.ts"],
          testTimeout: 180_000,
          // What these prepare takes seconds, and on a busy machine a minute.
          hookTimeout: 120_000,
        },
      },
      // What is held to a second of real time has the machine for itself, after all others.
      {
        test: {
          name: "timed",
          include: ["test/e2e/webhooks.test.ts"],
          testTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
      // Needs SST's platform, which npm run test:deploy installs.
      {
        test: {
          name: "deploy",
          include: ["test/deploy/**/*.test.ts"],
          // Each graph loads the AWS provider's resources; on a busy machine that takes long.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
