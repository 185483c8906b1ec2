import { fileURLToPath } from "node:url";
import { routeParameter } from "./names.ts";
import { NightlyJobs } from "./nightly-jobs.ts";
import type { Serving } from "./serving.ts";

/** In transform jobs: rows are gathered, and the model that the route names answers them together. */
export const batch: Serving = {
  fleet: fileURLToPath(new URL("batch.config.ts", import.meta.url)),
  endpoint: { route: { parameter: routeParameter, model: "frost" } },
  // A row waits for its job.
  pace: { concurrency: 2_000 },
  ask() {
    const jobs = new NightlyJobs();
    jobs.start();
    return { ask: () => (asked) => jobs.ask(asked), stop: () => jobs.stop() };
  },
};
