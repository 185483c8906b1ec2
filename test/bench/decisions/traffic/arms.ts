import type { ArmPeriod, PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";

export const armNames = ["champion", "challenger"] as const;
export type ArmName = (typeof armNames)[number];

/** Counts of one arm that still grow: outcomes become known later than their requests. */
export type Counts = { -readonly [Field in keyof ArmPeriod]: ArmPeriod[Field] };
export interface Period extends PeriodCounts {
  readonly champion: Counts;
  readonly challenger: Counts;
}

/** What became known of both arms since the last look, whenever the requests came. */
export interface Arms {
  readonly champion: Counts;
  readonly challenger: Counts;
}

export function nothing(): Counts {
  return { trials: 0, successes: 0, invocations: 0, errors: 0, slow: 0 };
}
