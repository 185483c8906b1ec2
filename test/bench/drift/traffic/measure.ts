import { onTwoCores } from "../../on-two-cores.ts";
import type { MethodGroup, TrafficSize } from "./method-group.ts";
import { optimalDelay, promisedPerYear } from "./own-methods.ts";
import { rivalsPython } from "./rivals/rivals-python.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import type { Shift } from "./simulated-rows.ts";

/** How one method fared in one scenario. */
export interface TrafficResult {
  readonly scenario: string;
  readonly method: string;
  readonly alarmsPerYear: number;
  readonly promisedPerYear: number;
  /** Mean windows until the alarm after a shift, the first that moved counted as one; at most 250. */
  readonly delayWindows: number;
  /** Of that delay over the rule's that takes rows for independent, where they are. */
  readonly ratioToOptimal: number;
  /** Windows without a shift that the alarms of a year are reckoned from. */
  readonly windowsTried: number;
}

/** The first three weeks of one champion, by what needs no Python. */
export const quickTraffic: TrafficSize = {
  years: 0.06,
  runs: 1,
  calm: 120,
  calibrationWindows: 1000,
  rivalWindows: 0,
  seed: 1,
};
export const fullTraffic: TrafficSize = {
  years: 2,
  runs: 4,
  calm: 700,
  calibrationWindows: 6000,
  /** Eight weeks of hours. */
  rivalWindows: 1344,
  seed: 1,
};

/** What a worker is given. */
export interface TrafficWork {
  readonly size: TrafficSize;
  /** The Python that has the rivals, where they are asked. */
  readonly python: string | null;
}

/** What moves for good. */
const shifts: readonly { readonly name: string; readonly shift: Omit<Shift, "from"> }[] = [
  { name: "another feature shifts by 0.5 sigma", shift: { feature: 1, by: 0.5 } },
  { name: "the same feature shifts by 1 sigma", shift: { feature: 0, by: 1 } },
];

/**
 * Measures all scenarios on two cores; the same size gives the same numbers. A line on stderr says so where the methods
 * in Python are left out.
 */
export async function measureTraffic(
  size: TrafficSize,
  progress: (done: number, all: number) => void = () => {},
): Promise<readonly TrafficResult[]> {
  const work: TrafficWork = { size, python: size.rivalWindows > 0 ? rivalsPython(console.error) : null };
  if (size.rivalWindows === 0) console.error("Evidently, NannyML and river are asked without --quick only.");
  const worker = new URL("worker.ts", import.meta.url);
  const results = await onTwoCores<readonly TrafficResult[]>(worker, work, scenarios.length, progress);
  return results.flat();
}

/** All methods of a scenario, on the same windows. */
export async function measureScenario(
  scenario: Scenario,
  size: TrafficSize,
  groups: readonly MethodGroup[],
): Promise<readonly TrafficResult[]> {
  const results: TrafficResult[] = [];
  const calm = await Promise.all(groups.map((group) => group.calm(scenario, size)));
  for (const { name, shift } of shifts) {
    const optimal = optimalDelay(scenario, size, shift);
    for (const [at, group] of groups.entries()) {
      const delays = await group.delays(scenario, size, shift);
      for (const { method, alarmsPerYear, windowsTried } of calm[at] ?? []) {
        const delayWindows = delays.get(method);
        if (delayWindows === undefined) throw new Error(`${method} was not put to a shift.`);
        results.push({
          scenario: `${scenario.name}; ${name}`,
          method,
          alarmsPerYear,
          promisedPerYear,
          delayWindows,
          ratioToOptimal: delayWindows / optimal,
          windowsTried,
        });
      }
    }
  }
  return results;
}
