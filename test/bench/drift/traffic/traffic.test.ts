import { beforeAll, describe, expect, it } from "vitest";
import { longestWait } from "../../../runner/longest-wait.ts";
import { measureScenario, quickTraffic, type TrafficResult } from "./measure.ts";
import { ownMethods } from "./own-methods.ts";
import { scenarios } from "./scenarios.ts";

describe("five weeks in which one of five features cycles by half a standard deviation each day", () => {
  let results: readonly TrafficResult[];
  beforeAll(async () => {
    const cycle = scenarios.filter(({ name }) => name === "daily cycle of 0.5 sigma");
    results = (
      await Promise.all(cycle.map((scenario) => measureScenario(scenario, quickTraffic, [ownMethods])))
    ).flat();
  });
  const by = (method: string) => results.filter((result) => result.method === method);

  it("raise no more alarms than twice those promised, from the first on, where rules for independent rows raise hundreds", () => {
    expect(by("driftwheel")).toHaveLength(2);
    for (const { alarmsPerYear, promisedPerYear } of by("driftwheel")) {
      expect(alarmsPerYear).toBeLessThanOrEqual(2 * promisedPerYear);
    }
    for (const { alarmsPerYear } of by("driftwheel before")) expect(alarmsPerYear).toBeGreaterThan(500);
  });

  it("hide no shift of another feature, nor a larger one of the same", () => {
    expect(by("driftwheel").map(({ delayWindows }) => delayWindows < 12)).toEqual([true, true]);
  });
});

describe("three weeks of a champion whose training rows were shuffled", () => {
  const traffic = async (name: string) => {
    const scenario = scenarios.find((each) => each.name === `${name}, shuffled training rows`);
    if (!scenario) throw new Error(`There is no scenario ${name}, shuffled training rows.`);
    const results = await measureScenario(scenario, quickTraffic, [ownMethods]);
    return results.filter(({ method }) => method === "driftwheel");
  };

  it.each(["daily cycle of 1 sigma", "weekends 1 sigma away", "each row 5 times"])(
    "raise four alarms at most: %s",
    { timeout: longestWait },
    async (name) => {
      const results = await traffic(name);
      expect(results).toHaveLength(2);
      // All alarms of a year are in its first weeks.
      for (const { alarmsPerYear, promisedPerYear } of results) {
        expect(alarmsPerYear * quickTraffic.years).toBeLessThanOrEqual(2 * promisedPerYear);
      }
    },
  );
});
