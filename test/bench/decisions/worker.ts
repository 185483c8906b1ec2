import { parentPort, workerData } from "node:worker_threads";
import { jobsOf, run, type Size } from "./jobs.ts";

// Nobody else starts this file: measureDecisions gives it the size, then the number of one job after the other.
const size = workerData as Size;
const jobs = jobsOf(size);
parentPort?.on("message", (number: number) => {
  const job = jobs[number];
  if (job) parentPort?.postMessage(run(job, size));
});
