import { onTwoCores } from "../on-two-cores.ts";
import type { Delay } from "./delay.ts";
import { scoreDelay } from "./delay.ts";
import { type FalseAlarms, falseAlarms } from "./false-alarms.ts";
import { featureDelay } from "./feature-delay.ts";
import { categories, flights, type Population, simulated, weather } from "./populations.ts";

export interface DriftResult {
  readonly seed: number;
  readonly quick: boolean;
  readonly falseAlarms: readonly FalseAlarms[];
  readonly delays: readonly Delay[];
}

export interface DriftForm {
  readonly quick: boolean;
  readonly seed: number;
}

/** The promise of the false alarms' cases: one in so many windows. */
const promise = 100;

/** Measures false alarms without drift and the delay with it; the same seed gives the same numbers. */
export async function measureDrift(
  form: DriftForm,
  progress: (done: number, all: number) => void = () => {},
): Promise<DriftResult> {
  const count = driftJobs(form).length;
  const worker = new URL("worker.ts", import.meta.url);
  const results = await onTwoCores<FalseAlarms | Delay>(worker, form, count, progress);
  return {
    ...form,
    falseAlarms: results.filter((result) => "promise" in result),
    delays: results.filter((result) => "optimum" in result),
  };
}

/** What is measured, each by itself. */
export function driftJobs({ quick, seed }: DriftForm): readonly (() => FalseAlarms | Delay)[] {
  const seattle = weather("Seattle");
  const flown = flights();
  const one = simulated({ features: 1, correlation: 0, seed });
  const ten = simulated({ features: 10, correlation: 0, seed });
  const tenTogether = simulated({ features: 10, correlation: 0.6, seed });
  const fifty = simulated({ features: 50, correlation: 0, seed });
  const fiftyTogether = simulated({ features: 50, correlation: 0.6, seed });
  const many = simulated({ features: 500, correlation: 0.3, seed });
  // Where a baseline has few rows, baselines differ much, and more of them are drawn.
  const counted = (population: Population, windowRows: number, baselineRows: number, baselines: number) =>
    falseAlarms({
      population,
      windowRows,
      baselineRows,
      promise,
      baselines: quick ? 4 : baselines,
      windows: quick ? 1000 : 1500,
      calibrationWindows: quick ? 3000 : 6000,
      seed,
    });
  const large = [
    () => counted(one, 120, 6000, 40),
    () => counted(tenTogether, 120, 6000, 25),
    () => counted(seattle, 120, 6000, 25),
    () => counted(flown, 120, 6000, 25),
  ];
  const more = [
    () => counted(many, 120, 6000, 2),
    () => counted(fifty, 120, 6000, 12),
    () => counted(fiftyTogether, 120, 6000, 12),
    () => counted(ten, 120, 6000, 25),
    () => counted(seattle, 350, 24_000, 12),
    () => counted(seattle, 120, 1461, 40),
    () => counted(seattle, 360, 1461, 100),
    () => counted(flown, 120, 1500, 40),
    () => counted(flown, 500, 5000, 25),
    () => counted(categories(200, seed), 500, 6000, 25),
    () => counted(categories(2000, seed), 500, 6000, 25),
  ];
  const moved = (population: Population, drifted: Population, shift: string) =>
    featureDelay({
      population,
      drifted,
      shift,
      windowRows: 100,
      baselineRows: 6000,
      runLength: 200,
      quietWindows: quick ? 3000 : 30_000,
      calibrationWindows: quick ? 3000 : 20_000,
      runs: quick ? 100 : 1500,
      seed,
    });
  const shifts = [
    ...[0.5, 1, 2].map(
      (shift) => () => scoreDelay({ shift, runLength: 500, runs: quick ? 500 : 5000, seed }),
    ),
    () => moved(ten, plus(ten, "x0", 0.4), "one of ten features by 0.4 of its standard deviation"),
    () => moved(seattle, mixed(seattle, weather("New York"), 5), "every fifth day from New York"),
    () => moved(flown, plus(flown, "delay", 5), "all flights 5 minutes later"),
  ];
  return [...(quick ? large : [...more, ...large]), ...shifts];
}

function plus(population: Population, column: string, by: number): Population {
  const at = population.columns.indexOf(column);
  const rows = population.rows.map((row) =>
    row.map((value, index) => (index === at ? Number(value) + by : value)),
  );
  return { ...population, rows };
}

/** Every nth row from the other population. */
function mixed(population: Population, other: Population, nth: number): Population {
  const rows = population.rows.map((row, index) => (index % nth === 0 ? (other.rows[index] ?? row) : row));
  return { ...population, rows };
}
