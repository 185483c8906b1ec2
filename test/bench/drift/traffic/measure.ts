import { drift as driftPolicy, type ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { onTwoCores } from "../../on-two-cores.ts";
import { methods } from "./methods.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import { type Shift, simulation } from "./simulated-windows.ts";

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
}

export interface TrafficSize {
  /** Simulated years without a shift. */
  readonly years: number;
  /** Simulated shifts of each kind. */
  readonly runs: number;
  /** Windows before a shift. */
  readonly calm: number;
  /** Windows that a baseline is calibrated with, for each of two sizes. */
  readonly calibrationWindows: number;
  readonly seed: number;
}

/** The first three weeks of one champion. */
export const quickTraffic: TrafficSize = {
  years: 0.06,
  runs: 1,
  calm: 120,
  calibrationWindows: 1000,
  seed: 1,
};
export const fullTraffic: TrafficSize = { years: 2, runs: 4, calm: 700, calibrationWindows: 6000, seed: 1 };

const promisedPerYear = 2;
const hoursAYear = 8766;
/** Windows after a shift that are waited for. */
const farthest = 250;

const drift: ModelPolicy["drift"] = driftPolicy.parse({
  monitor: "driftwheel",
  sensitivity: { falseAlarmsPerYear: promisedPerYear },
});

/** What moves for good. */
const shifts: readonly { readonly name: string; readonly shift: Omit<Shift, "from"> }[] = [
  { name: "another feature shifts by 0.5 sigma", shift: { feature: 1, by: 0.5 } },
  { name: "the same feature shifts by 1 sigma", shift: { feature: 0, by: 1 } },
];

/** Measures all scenarios on two cores; the same size gives the same numbers. */
export async function measureTraffic(
  size: TrafficSize,
  progress: (done: number, all: number) => void = () => {},
): Promise<readonly TrafficResult[]> {
  const worker = new URL("worker.ts", import.meta.url);
  const results = await onTwoCores<readonly TrafficResult[]>(worker, size, scenarios.length, progress);
  return results.flat();
}

/** The jobs, each a scenario: every method on the same windows. */
export function trafficJobs(size: TrafficSize): readonly (() => readonly TrafficResult[])[] {
  return scenarios.map((scenario) => () => measured(scenario, size));
}

function measured(scenario: Scenario, size: TrafficSize): readonly TrafficResult[] {
  const { years, runs, calm, seed } = size;
  const names = Object.keys(methods);
  const perYear = hoursAYear / scenario.hours;
  const alarms = names.map(() => 0);
  for (let year = 0; year < years; year += 1) {
    const windows = Math.round(perYear * Math.min(1, years - year));
    const found = watched(scenario, { ...size, seed: seed + year }, null, windows, names);
    for (const [at, moments] of found.entries()) alarms[at] = (alarms[at] ?? 0) + moments.length;
  }
  return shifts.flatMap(({ name, shift }) => {
    const delays = Array.from({ length: runs }, (_, run) =>
      watched(
        scenario,
        { ...size, seed: seed + 1000 + run },
        { ...shift, from: calm },
        calm + farthest,
        names,
      ).map((moments) => (moments.find((moment) => moment >= calm) ?? calm + farthest - 1) - calm + 1),
    );
    const optimal = mean(
      Array.from({ length: runs }, (_, run) => {
        const still = { ...scenario, levels: () => () => 0, repeats: 1 };
        const from = { ...shift, from: 0 };
        const [moments = []] = watched(still, { ...size, seed: seed + 2000 + run }, from, farthest, [
          "driftwheel before",
        ]);
        return (moments[0] ?? farthest - 1) + 1;
      }),
    );
    return names.map((method, at) => {
      const delayWindows = mean(delays.map((each) => each[at] ?? farthest));
      return {
        scenario: `${scenario.name}; ${name}`,
        method,
        alarmsPerYear: (alarms[at] ?? 0) / years,
        promisedPerYear,
        delayWindows,
        ratioToOptimal: delayWindows / optimal,
      };
    });
  });
}

/** The windows at which each of the methods alarms. */
function watched(
  scenario: Scenario,
  { seed, calibrationWindows }: Pick<TrafficSize, "seed" | "calibrationWindows">,
  shift: Shift | null,
  windows: number,
  names: readonly string[],
): readonly (readonly number[])[] {
  const simulated = simulation(scenario, { seed, calibrationWindows }, shift);
  const judges = names.map((name) => {
    const method = methods[name];
    if (!method) throw new RangeError(`There is no method ${name}.`);
    return method(simulated, scenario, drift);
  });
  const moments: number[][] = names.map(() => []);
  for (let window = 0; window < windows; window += 1) {
    const next = simulated.next();
    for (const [at, judge] of judges.entries()) if (judge(next)) moments[at]?.push(window);
  }
  return moments;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
