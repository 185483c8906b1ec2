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

export function together(one: ArmCounts, other: ArmCounts): ArmCounts {
  return { trials: one.trials + other.trials, successes: one.successes + other.successes };
}

/** Share of successes; a half when there are no trials. */
export function rateOf({ trials, successes }: ArmCounts): number {
  return trials > 0 ? successes / trials : 0.5;
}

/** The past that a process starts with: the champion's rate, as if it were of so many trials. */
export function seeded(seed: { readonly championRate: number; readonly seedWeight: number }): ArmCounts {
  const trials = countOf(seed.seedWeight);
  const rate = Number.isNaN(seed.championRate) ? 0.5 : Math.min(1, Math.max(0, seed.championRate));
  return { trials, successes: trials * rate };
}
