import { watchWindows } from "./monitor/watch-windows.ts";
import { closedWindows } from "./shell/closed-windows.ts";
import { taskFunction } from "./shell/tasks/task-function.ts";

/**
 * Scheduled: assesses the closed windows of every model that Driftwheel's own monitor watches. A task is a model's newest
 * window that is over, with those before it that nobody has assessed: each is judged by what the ones before it showed, so
 * they are one worker's, in their order.
 */
export const handler = taskFunction({
  name: "monitor",
  plan: ({ models }, now) =>
    Object.entries(models).flatMap(([model, { drift }]) => {
      if (drift.monitor !== "driftwheel") return [];
      const windows = closedWindows(now, { length: drift.window, lag: drift.lag, last: 1 });
      return windows.map(({ end }) => ({ model, at: end }));
    }),
  async perform({ model, at }, policy, { logger }) {
    if (policy.drift.monitor !== "driftwheel") return;
    for await (const watched of watchWindows(policy, new Date(at.getTime() + policy.drift.lag))) {
      if (watched.result !== "assessed-before") logger.info("watched", { model, ...watched });
    }
  },
});
