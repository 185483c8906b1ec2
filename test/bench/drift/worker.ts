import { parentPort, workerData } from "node:worker_threads";
import { type DriftForm, driftJobs } from "./measure.ts";

// Nobody else starts this file: measureDrift gives it the form, then the number of one job after the other.
const jobs = driftJobs(workerData as DriftForm);
parentPort?.on("message", (number: number) => parentPort?.postMessage(jobs[number]?.()));
