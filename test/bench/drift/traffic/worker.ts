import { parentPort, workerData } from "node:worker_threads";
import { measureScenario, type TrafficWork } from "./measure.ts";
import { ownMethods } from "./own-methods.ts";
import { rivalMethods } from "./rivals/rival-methods.ts";
import { startRivals } from "./rivals/rival-process.ts";
import { rivalsScript } from "./rivals/rivals-python.ts";
import { scenarios } from "./scenarios.ts";

// Nobody else starts this file: measureTraffic gives it the work, then the number of one scenario after the other.
const { size, python } = workerData as TrafficWork;
const groups = python ? [ownMethods, rivalMethods(startRivals(python, [rivalsScript]))] : [ownMethods];
parentPort?.on("message", (number: number) => {
  const scenario = scenarios[number];
  if (!scenario) throw new RangeError(`There is no scenario ${number}.`);
  void measureScenario(scenario, size, groups).then((results) => parentPort?.postMessage(results));
});
