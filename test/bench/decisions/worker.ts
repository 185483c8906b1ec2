import { parentPort, workerData } from "node:worker_threads";
import { type Job, run, type Size } from "./jobs.ts";

// Nobody else starts this file: measureDecisions gives it the size, then one job after the other.
const size = workerData as Size;
parentPort?.on("message", (job: Job) => {
  parentPort?.postMessage(run(job, size));
});
