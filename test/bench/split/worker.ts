import { parentPort, workerData } from "node:worker_threads";
import { watchSplit } from "@driftwheel/core/decider/rollout/evidence/watched-trial.fixture.ts";
import { scenarios } from "./scenarios.ts";

// What onTwoCores gives, checked by the benchmark that gives it.
const { trials } = workerData as { readonly trials: number };

/** A job is a trial of a scenario: the minute at which it is held, or null. */
parentPort?.on("message", (job: number) => {
  const scenario = scenarios[Math.floor(job / trials)];
  if (!scenario) throw new RangeError(`There is no job ${job}.`);
  parentPort?.postMessage(watchSplit(scenario.trial, job % trials).at);
});
