import type { Scenario } from "./scenarios.ts";
import type { Shift } from "./simulated-rows.ts";

export interface TrafficSize {
  /** Simulated years without a shift. */
  readonly years: number;
  /** Simulated shifts of each kind. */
  readonly runs: number;
  /** Windows before a shift. */
  readonly calm: number;
  /** Windows that a baseline is calibrated with, for each of two sizes. */
  readonly calibrationWindows: number;
  /** Windows without a shift that methods in Python judge: they take a hundred times as long. At most those of a year. */
  readonly rivalWindows: number;
  readonly seed: number;
}

/** Without a shift. */
interface Calm {
  readonly method: string;
  readonly alarmsPerYear: number;
  /** Windows that this is measured from. */
  readonly windowsTried: number;
}

/** Methods that are measured together, on the same windows. */
export interface MethodGroup {
  calm(scenario: Scenario, size: TrafficSize): Promise<readonly Calm[]>;
  /** Mean windows until the alarm, by method. */
  delays(
    scenario: Scenario,
    size: TrafficSize,
    shift: Omit<Shift, "from">,
  ): Promise<ReadonlyMap<string, number>>;
}

/** Windows after a shift that are waited for. */
export const farthest = 250;

export function windowsPerYear({ hours }: Scenario): number {
  return 8766 / hours;
}
