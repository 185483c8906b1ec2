import { minuteOf } from "./shell/tasks/task.ts";
import { taskFunction } from "./shell/tasks/task-function.ts";

/** Scheduled: joins new ground truth with captured answers, for every model whose policy says where it lies. */
export const handler = taskFunction({
  name: "quality",
  plan: ({ models }, now) =>
    Object.entries(models).flatMap(([model, { quality }]) => (quality ? [{ model, at: minuteOf(now) }] : [])),
  async perform({ model, at }, policy, { logger }) {
    if (!policy.quality) return;
    // S3's client is loaded by the first model that has ground truth.
    const { judgeHours } = await import("./quality/quality-hours.ts");
    for await (const judged of judgeHours(policy, at)) logger.info("judged", { model, ...judged });
  },
});
