import { parentPort, workerData } from "node:worker_threads";
import { type TrafficSize, trafficJobs } from "./measure.ts";

// Nobody else starts this file: measureTraffic gives it the size, then the number of one job after the other.
const jobs = trafficJobs(workerData as TrafficSize);
parentPort?.on("message", (number: number) => parentPort?.postMessage(jobs[number]?.()));
