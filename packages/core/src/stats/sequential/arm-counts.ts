/** What one arm of a trial showed in one look. */
export interface ArmCounts {
  readonly trials: number;
  readonly successes: number;
}

/** The counts as they must be to reckon with: not negative, finite, no more successes than trials; NaN counts as 0. */
export function counted(arm: ArmCounts): ArmCounts {
  const trials = countOf(arm.trials);
  return { trials, successes: Math.min(trials, countOf(arm.successes)) };
}

export function countOf(value: number): number {
  return Number.isFinite(value) ? Math.max(0, value) : 0;
}
