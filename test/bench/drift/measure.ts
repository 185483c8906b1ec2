import type { Delay } from "./delay.ts";
import { scoreDelay } from "./delay.ts";
import { type FalseAlarms, falseAlarms } from "./false-alarms.ts";
import { featureDelay } from "./feature-delay.ts";
import { flights, type Population, simulated, weather } from "./populations.ts";

export interface DriftResult {
  readonly seed: number;
  readonly quick: boolean;
  readonly falseAlarms: readonly FalseAlarms[];
  readonly delays: readonly Delay[];
}

/** The promise of the false alarms' cases: one in so many windows. */
const promise = 100;

/** Measures false alarms without drift and the delay with it; the same seed gives the same numbers. */
export function measureDrift({
  quick,
  seed,
}: {
  readonly quick: boolean;
  readonly seed: number;
}): DriftResult {
  const seattle = weather("Seattle");
  const flown = flights();
  const one = simulated({ features: 1, correlation: 0, seed });
  const ten = simulated({ features: 10, correlation: 0, seed });
  const tenTogether = simulated({ features: 10, correlation: 0.6, seed });
  const fifty = simulated({ features: 50, correlation: 0, seed });
  const fiftyTogether = simulated({ features: 50, correlation: 0.6, seed });
  const counted = (population: Population, windowRows: number, baselineRows: number, share = 1) =>
    falseAlarms({
      population,
      windowRows,
      baselineRows,
      promise,
      baselines: quick ? 4 : 12,
      windows: Math.round((quick ? 1000 : 2500) * share),
      calibrationWindows: quick ? 3000 : Math.round(6000 * share),
      seed,
    });
  const large = [
    () => counted(one, 100, 6000),
    () => counted(tenTogether, 100, 6000),
    () => counted(seattle, 100, 6000),
    () => counted(flown, 100, 6000),
  ];
  const more = [
    () => counted(ten, 100, 6000),
    () => counted(seattle, 400, 24_000, 0.5),
    () => counted(fifty, 100, 6000, 0.3),
    () => counted(fiftyTogether, 100, 6000, 0.3),
    () => counted(seattle, 100, 1461),
    () => counted(seattle, 360, 1461),
    () => counted(flown, 100, 1500),
    () => counted(flown, 500, 5000, 0.5),
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
  const shifts: readonly (() => Delay)[] = [
    ...[0.5, 1, 2].map(
      (shift) => () => scoreDelay({ shift, runLength: 500, runs: quick ? 500 : 5000, seed }),
    ),
    () => moved(ten, plus(ten, "x0", 0.4), "one of ten features by 0.4 of its standard deviation"),
    () => moved(seattle, mixed(seattle, weather("New York"), 5), "every fifth day from New York"),
    () => moved(flown, plus(flown, "delay", 5), "all flights 5 minutes later"),
  ];
  return {
    seed,
    quick,
    falseAlarms: (quick ? large : [...large, ...more]).map((measure) => measure()),
    delays: shifts.map((measure) => measure()),
  };
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
