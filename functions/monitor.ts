import { usualShards } from "@driftwheel/core/monitor/captures/shards/shards.ts";
import type { Sharing } from "./monitor/read-shards.ts";
import { watch } from "./monitor/watch.ts";
import { watchWindows } from "./monitor/watch-windows.ts";
import { type ClosedWindow, closedWindows } from "./shell/closed-windows.ts";
import { sendTasks, taskFunction } from "./shell/tasks/task-function.ts";

/**
 * Scheduled: assesses the closed windows of every model that Driftwheel's own monitor watches. A task is a model's newest
 * window that is over, with those before it that nobody has assessed: each is judged by what the ones before it showed, so
 * they are one worker's, in their order. Of a large window there is a task for each shard, too.
 */
export const handler = taskFunction({
  name: "monitor",
  plan: ({ models }, now) =>
    Object.entries(models).flatMap(([model, { drift }]) => {
      if (drift.monitor !== "driftwheel") return [];
      const windows = closedWindows(now, { length: drift.window, lag: drift.lag, last: 1 });
      return windows.map(({ end }) => ({ model, at: end }));
    }),
  async perform({ model, at, shard }, policy, { logger }) {
    const { monitor, window: length, lag } = policy.drift;
    if (monitor !== "driftwheel") return;
    if (shard !== undefined) {
      const window = { start: new Date(at.getTime() - length), end: at };
      const watched = await watch(policy, window, { sharing: sharingOf(model, window, shard) });
      logger.info("counted", { model, windowEnd: at, shard, ...watched });
      return;
    }
    const windows = watchWindows(policy, new Date(at.getTime() + lag), (window) =>
      sharingOf(model, window, null),
    );
    for await (const watched of windows) {
      if (watched.result !== "assessed-before") logger.info("watched", { model, ...watched });
    }
  },
});

function sharingOf(model: string, { end }: ClosedWindow, own: number | null): Sharing {
  return {
    sizes: usualShards,
    own,
    send: (shards) =>
      sendTasks(
        "monitor",
        shards.map((shard) => ({ model, at: end, shard })),
      ),
  };
}
