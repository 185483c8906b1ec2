import { scenarios } from "./scenarios.ts";
import type { MeasuredCell } from "./simulate.ts";

export interface Target {
  readonly name: string;
  readonly limit: number;
  /** The worst cell's figure, and where it is. */
  readonly worst: number;
  readonly where: string;
  readonly met: boolean;
  readonly unit: "share" | "ratio";
}

const ours = "driftwheel";

/** What the rollout's verdict is held to, from the cells of Driftwheel's own method. */
export function targetsOf(cells: readonly MeasuredCell[], method = ours): readonly Target[] {
  const own = cells.filter((cell) => cell.method === method);
  const harmful = own.filter(
    ({ challenger, scenario }) => challenger === "worse" && /^S[1-4]/.test(scenario),
  );
  const atMinimum = own.filter((cell) => {
    const minimum = scenarios.find(({ name }) => name === cell.scenario)?.minimumEffect ?? 0;
    return cell.ratioToBound !== null && Math.abs(Math.abs(cell.effect) - minimum) < 1e-9;
  });
  return [
    target(
      "false promotions and false rollbacks together, no difference",
      "share",
      0.05,
      own.filter(({ challenger }) => challenger === "equal"),
      ({ promoted, rolledBack }) => promoted + rolledBack,
    ),
    target("harmful challengers promoted, S1 to S4", "share", 0.001, harmful, ({ promoted }) => promoted),
    target(
      "time to decide over the bound, smallest difference that matters",
      "ratio",
      1.3,
      atMinimum,
      ({ ratioToBound }) => ratioToBound ?? 0,
    ),
  ];
}

export function printTargets(cells: readonly MeasuredCell[]): void {
  console.table(
    targetsOf(cells).map((one) => ({
      target: one.name,
      limit: figure(one.limit, one.unit),
      worst: figure(one.worst, one.unit),
      where: one.where,
      met: one.met,
    })),
  );
}

export function figure(value: number, unit: Target["unit"]): string {
  return unit === "share" ? `${(100 * value).toFixed(2)}%` : value.toFixed(2);
}

function target(
  name: string,
  unit: Target["unit"],
  limit: number,
  cells: readonly MeasuredCell[],
  of: (cell: MeasuredCell) => number,
): Target {
  const worst = cells.toSorted((one, other) => of(other) - of(one))[0];
  // A target that nothing was measured for is missed.
  const value = worst ? of(worst) : Number.POSITIVE_INFINITY;
  const where = worst ? `${worst.scenario}, ${worst.effect}` : "not measured";
  return { name, unit, limit, worst: value, where, met: value <= limit };
}
