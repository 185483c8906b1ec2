import { Worker } from "node:worker_threads";
import { jobs, type Size } from "./jobs.ts";
import type { MeasuredCell } from "./simulate.ts";

const workers = 2;

/** All cells in the order of `jobs`, on two cores; the same numbers however the work is shared. */
export async function measureDecisions(
  size: Size,
  progress: (done: number, all: number) => void,
): Promise<readonly MeasuredCell[]> {
  const cells = new Map<number, MeasuredCell>();
  let next = 0;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: size });
      let current = -1;
      const go = () => {
        current = next;
        next += 1;
        const job = jobs[current];
        if (job) worker.postMessage(job);
        else void worker.terminate().then(() => resolve());
      };
      worker.on("message", (cell: MeasuredCell) => {
        cells.set(current, cell);
        progress(cells.size, jobs.length);
        go();
      });
      worker.on("error", reject);
      go();
    });
  await Promise.all(Array.from({ length: workers }, work));
  return jobs.flatMap((_, index) => cells.get(index) ?? []);
}
