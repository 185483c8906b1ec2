import { defineConfig } from "vitest/config";

/** The tests that mutants of the decider must get past: its own, which are pure and fast. */
export default defineConfig({
  test: {
    include: ["packages/core/src/decider/**/*.test.ts"],
    // Nothing in them waits or is shared, so one worker loads the decider once a mutant and not once a file:
    // a fifth of the time.
    isolate: false,
    // The copies that are tested are gone afterwards; node_modules, where caches would stay, is the repository's own.
    cache: false,
    fsModuleCache: false,
    testTimeout: 30_000,
  },
});
