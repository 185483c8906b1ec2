import { scenarioOf } from "./scenarios/all.ts";
import { type Scenario, usualHorizon } from "./scenarios/scenario.ts";
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

const before = "driftwheel before";

/** What the rollout's verdict is held to, from the cells of Driftwheel's own method. */
export function targetsOf(cells: readonly MeasuredCell[], method = "driftwheel"): readonly Target[] {
  const own = cells.filter((cell) => cell.method === method);
  const equal = own.filter(({ challenger }) => challenger === "equal");
  const falseDecisions = ({ promoted, rolledBack }: MeasuredCell) => promoted + rolledBack;
  const within = (...subjects: readonly Scenario["subject"][]) =>
    own.filter(({ scenario }) => subjects.includes(scenarioOf(scenario).subject));
  const different = ({ ratioToBound }: MeasuredCell) => ratioToBound !== null;
  const overBound = ({ ratioToBound }: MeasuredCell) => ratioToBound ?? 0;
  return [
    target(
      "false promotions and false rollbacks together, no difference",
      "share",
      0.05,
      equal.filter((cell) => !comesBackUnknown(cell)),
      falseDecisions,
    ),
    target(
      "the same where users come back and nobody knows of them",
      "share",
      0.05,
      equal.filter(comesBackUnknown),
      falseDecisions,
    ),
    target(
      "harmful challengers promoted, worse by what matters or more",
      "share",
      0.001,
      own.filter((cell) => !isByMargin(cell) && cell.effect <= -minimumOf(cell) + 1e-9),
      ({ promoted }) => promoted,
    ),
    target(
      "challengers promoted as not worse that are, by the margin",
      "share",
      0.025,
      own.filter(isByMargin),
      ({ promoted }) => promoted,
    ),
    target(
      "time to decide over the bound, independent requests, smallest difference that matters",
      "ratio",
      1.3,
      within("independent requests").filter((cell) => different(cell) && isAtMinimum(cell)),
      overBound,
    ),
    target(
      "time to decide over the bound for the design effect, units",
      "ratio",
      1.3,
      within("units").filter((cell) => different(cell) && !comesBackUnknown(cell)),
      overBound,
    ),
    target(
      `time to decide over that of ${before}, independent requests with prompt outcomes`,
      "ratio",
      1.15,
      within("independent requests").filter(
        (cell) => different(cell) && isPrompt(cell) && minutesBefore(cells, cell) !== null,
      ),
      (cell) => cell.meanMinutes / (minutesBefore(cells, cell) ?? usualHorizon),
    ),
  ];
}

/** Cells at the smallest difference that matters, either way. */
export function isAtMinimum(cell: MeasuredCell): boolean {
  return Math.abs(Math.abs(cell.effect) - minimumOf(cell)) < 1e-9;
}

function minutesBefore(cells: readonly MeasuredCell[], cell: MeasuredCell): number | null {
  const same = cells.find(
    ({ scenario, method, effect }) =>
      method === before && scenario === cell.scenario && effect === cell.effect,
  );
  return same?.meanMinutes ?? null;
}

/**
 * Requests of a user in different minutes, of which only sums are known: neighbouring minutes then differ no more than
 * independent ones do, and whole hours are too few. What the policy's `outcomes.unit` is for.
 */
function comesBackUnknown({ scenario }: MeasuredCell): boolean {
  const { units } = scenarioOf(scenario);
  return units !== undefined && units.spread > 0 && !units.areKnown;
}

/** Where outcomes are late, the rule of before is early because it counts those of the day before as the trial's. */
function isPrompt({ scenario }: MeasuredCell): boolean {
  const { good, bad } = scenarioOf(scenario).known;
  return good === 0 && bad === 0;
}

function minimumOf({ scenario }: MeasuredCell): number {
  return scenarioOf(scenario).minimumEffect;
}

function isByMargin({ scenario }: MeasuredCell): boolean {
  return scenarioOf(scenario).policy.promoteWhen === "not worse";
}

const trialsOfYear = 52;

/** What a year of weekly trials of equal challengers comes to: the share of years in which at least one is promoted. */
export function yearOf({ promoted }: Pick<MeasuredCell, "promoted">): number {
  return 1 - (1 - promoted) ** trialsOfYear;
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
