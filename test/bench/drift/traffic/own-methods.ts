import { drift as driftPolicy, type ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { mean } from "../../mean.ts";
import { farthest, type MethodGroup, type TrafficSize, windowsPerYear } from "./method-group.ts";
import { methods } from "./methods.ts";
import type { Scenario } from "./scenarios.ts";
import type { Shift } from "./simulated-rows.ts";
import { simulation } from "./simulated-windows.ts";

export const promisedPerYear = 2;

const drift: ModelPolicy["drift"] = driftPolicy.parse({
  monitor: "driftwheel",
  sensitivity: { falseAlarmsPerYear: promisedPerYear },
});

const names = Object.keys(methods);

/** Driftwheel, and the rules that are written here. */
export const ownMethods: MethodGroup = {
  calm: async (scenario, size) => {
    const alarms = names.map(() => 0);
    let windowsTried = 0;
    for (let year = 0; year < size.years; year += 1) {
      const windows = Math.round(windowsPerYear(scenario) * Math.min(1, size.years - year));
      const found = watched(scenario, { ...size, seed: size.seed + year }, null, windows, names);
      for (const [at, moments] of found.entries()) alarms[at] = (alarms[at] ?? 0) + moments.length;
      windowsTried += windows;
    }
    return names.map((method, at) => ({
      method,
      alarmsPerYear: (alarms[at] ?? 0) / size.years,
      windowsTried,
    }));
  },
  delays: async (scenario, size, shift) => {
    const { runs, calm, seed } = size;
    const delays = Array.from({ length: runs }, (_, run) =>
      watched(
        scenario,
        { ...size, seed: seed + 1000 + run },
        { ...shift, from: calm },
        calm + farthest,
        names,
      ).map((moments) => (moments.find((moment) => moment >= calm) ?? calm + farthest - 1) - calm + 1),
    );
    return new Map(names.map((method, at) => [method, mean(delays.map((each) => each[at] ?? farthest))]));
  },
};

/** Mean windows until the alarm of the rule that takes rows for independent, where they are. */
export function optimalDelay(scenario: Scenario, size: TrafficSize, shift: Omit<Shift, "from">): number {
  const still = { ...scenario, levels: () => () => 0, repeats: 1 };
  const from = { ...shift, from: 0 };
  return mean(
    Array.from({ length: size.runs }, (_, run) => {
      const ofRun = { ...size, seed: size.seed + 2000 + run };
      const [moments = []] = watched(still, ofRun, from, farthest, ["driftwheel before"]);
      return (moments[0] ?? farthest - 1) + 1;
    }),
  );
}

/** The windows at which each of the methods alarms. */
function watched(
  scenario: Scenario,
  { seed, calibrationWindows }: Pick<TrafficSize, "seed" | "calibrationWindows">,
  shift: Shift | null,
  windows: number,
  asked: readonly string[],
): readonly (readonly number[])[] {
  const simulated = simulation(scenario, { seed, calibrationWindows }, shift);
  const judges = asked.map((name) => {
    const method = methods[name];
    if (!method) throw new RangeError(`There is no method ${name}.`);
    return method(simulated, scenario, drift);
  });
  const moments: number[][] = asked.map(() => []);
  for (let window = 0; window < windows; window += 1) {
    const next = simulated.next();
    for (const [at, judge] of judges.entries()) if (judge(next)) moments[at]?.push(window);
  }
  return moments;
}
