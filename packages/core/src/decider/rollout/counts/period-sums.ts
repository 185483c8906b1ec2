import { type ArmCounts, together } from "../../../stats/sequential/arm-counts.ts";
import { plusValues, type ValueSums } from "../../../stats/sequential/mean-process.ts";
import type { CohortCounts, GuardCounts } from "../../../vocabulary/trial/look-metrics.ts";
import type { ArmPeriod } from "../../../vocabulary/trial/period-counts.ts";

/** Outcomes may be told where invocations are not, and the other way round; both are of the time of the request. */
export function requestsOf({
  accepted,
  invocations,
  trials,
}: Pick<ArmPeriod, "accepted" | "invocations" | "trials">): number {
  return Math.max(accepted ?? invocations, trials);
}

/** A period's outcomes as a dispersion takes them. */
export function outcomeTrials({ trials, successes, values }: ArmPeriod) {
  return values
    ? { trials: values.count, successes: values.sum, valueSquares: values.squares }
    : { trials, successes };
}

/** Adds up one arm's periods. */
export class PeriodSums {
  readonly #guards: { -readonly [Count in keyof GuardCounts]: GuardCounts[Count] } = {
    invocations: 0,
    errors: 0,
    slow: 0,
  };
  readonly #cohort = { requests: 0, trials: 0, successes: 0 };
  readonly #units = { trials: 0, effective: 0 };

  #values: ValueSums | undefined;
  readonly #segments = new Map<string, ArmCounts>();

  add(period: ArmPeriod): void {
    this.#cohort.requests += requestsOf(period);
    this.#cohort.trials += period.trials;
    this.#cohort.successes += period.successes;
    this.#guards.invocations += period.invocations;
    this.#guards.errors += period.errors;
    this.#guards.slow += period.slow;
    if (period.coldStarts !== undefined) {
      this.#guards.coldStarts = (this.#guards.coldStarts ?? 0) + period.coldStarts;
    }
    if (period.values) this.#values = this.#values ? plusValues(this.#values, period.values) : period.values;
    if (period.segments) this.#addSegments(period.segments);
    if (period.effectiveTrials === undefined) return;
    this.#units.trials += period.trials;
    this.#units.effective += period.effectiveTrials;
  }

  #addSegments(segments: NonNullable<ArmPeriod["segments"]>): void {
    for (const [name, counts] of Object.entries(segments)) {
      const before = this.#segments.get(name);
      this.#segments.set(name, before ? together(before, counts) : counts);
    }
  }

  get cohort(): CohortCounts {
    return {
      ...this.#cohort,
      ...(this.#values && { values: this.#values }),
      ...(this.#segments.size > 0 && { segments: Object.fromEntries(this.#segments) }),
    };
  }

  get guards(): GuardCounts {
    return { ...this.#guards };
  }

  /** Outcomes whose units are known: how many, and how many independent ones carry as much. */
  get units(): { readonly trials: number; readonly effective: number } {
    return { ...this.#units };
  }
}
