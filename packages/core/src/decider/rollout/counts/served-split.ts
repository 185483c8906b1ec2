import type { ModelPolicy } from "../../../policy/policy.ts";
import { clumping } from "../../../stats/clumping.ts";
import { type ArmCounts, together } from "../../../stats/sequential/arm-counts.ts";
import type { ArmPeriod, PeriodCounts } from "../../../vocabulary/trial/period-counts.ts";
import type { SplitRead } from "../../../vocabulary/trial/split.ts";

/** Where counts are of units: how long units are told apart before the same one counts anew, milliseconds; null for the whole trial. */
export interface UnitsTold {
  readonly apartFor: number | null;
}

const hour = 3_600_000;

/** What the split of a live trial is checked by: the units of each hour's labels, where the policy names units. */
export function unitsOf({ outcomes }: Pick<ModelPolicy["rollout"], "outcomes">): UnitsTold | null {
  return outcomes.unit === undefined ? null : { apartFor: hour };
}

/**
 * Counts what was served of each cohort. Its first and its last period are left out: clocks differ, and while SageMaker
 * changes weights requests go by either.
 */
export class ServedSplit {
  readonly #units: UnitsTold | null;
  readonly #runs: ArmCounts[][];

  constructor(cohorts: number, units: UnitsTold | null) {
    this.#units = units;
    this.#runs = Array.from({ length: cohorts }, () => []);
  }

  add(cohort: number, { champion, challenger }: PeriodCounts): void {
    const of = (arm: ArmPeriod) => (this.#units ? arm.units : (arm.accepted ?? arm.invocations)) ?? 0;
    const [one, other] = [of(champion), of(challenger)];
    this.#runs[cohort]?.push({ trials: one + other, successes: other });
  }

  /** @param lasted how long the trial has had traffic, milliseconds */
  read(lasted: number): SplitRead {
    const runs = this.#runs.map((run, index) => run.slice(1, index < this.#runs.length - 1 ? -1 : undefined));
    return {
      of: this.#units ? "units" : "requests",
      served: runs.map((run) => {
        const { trials, successes } = run.reduce(together, { trials: 0, successes: 0 });
        return { champion: trials - successes, challenger: successes };
      }),
      designEffect: this.#units ? repeats(this.#units, lasted) : clumping(runs),
    };
  }
}

/**
 * A unit that is told apart for an hour may count once in each hour. The mean over hours of their evidence is that of a
 * geometric mean of e-values, which is at most their arithmetic mean, so it holds however alike the hours' units are. One
 * hour more, because labels of the trial's first requests may come with those of requests before it.
 */
function repeats({ apartFor }: UnitsTold, lasted: number): number {
  return apartFor === null ? 1 : Math.ceil(lasted / apartFor) + 1;
}
