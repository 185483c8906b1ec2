import { Worker } from "node:worker_threads";

const workers = 2;

/**
 * Gives the numbers of the jobs to two workers, one after the other.
 *
 * @param file the worker's module: it is sent the number of a job, and posts the job's result
 * @param data what the worker finds in `workerData`
 * @returns the results in the order of the jobs, however the work was shared
 */
export async function onTwoCores<Result>(
  file: URL,
  data: unknown,
  jobs: number,
  progress: (done: number, all: number) => void,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  let next = 0;
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(file, { workerData: data });
      let current = -1;
      const go = () => {
        current = next;
        next += 1;
        if (current < jobs) worker.postMessage(current);
        else void worker.terminate().then(() => resolve());
      };
      worker.on("message", (result: Result) => {
        results.set(current, result);
        progress(results.size, jobs);
        go();
      });
      worker.on("error", reject);
      go();
    });
  await Promise.all(Array.from({ length: workers }, work));
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
