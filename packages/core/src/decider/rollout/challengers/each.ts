import type { Rollout, TrialCounts } from "../../../vocabulary/state.ts";
import { versionsInWords } from "../../../words/versions.ts";

/** The trial as a comparison of each challenger with the champion, the first's before the others'. */
export function eachOf(rollout: Rollout): readonly Rollout[] {
  return [rollout, ...rollout.others.map((other) => ({ ...rollout, ...other }))];
}

/** The same of the challenger with that variant; null where it is not on trial. */
export function comparisonOf(rollout: Rollout | null, variant: string): Rollout | null {
  return rollout ? (eachOf(rollout).find(({ challenger }) => challenger.variant === variant) ?? null) : null;
}

/** What all comparisons have counted, changed in the same way. */
export function inEach(
  rollout: Rollout,
  change: (trial: TrialCounts) => Partial<TrialCounts>,
): Partial<TrialCounts> & Pick<Rollout, "others"> {
  return {
    ...change(rollout),
    others: rollout.others.map((other) => ({ ...other, ...change(other) })),
  };
}

/** The versions on trial in words. */
export function onTrialInWords({ challenger, others }: Pick<Rollout, "challenger" | "others">): string {
  return versionsInWords([challenger, ...others.map((other) => other.challenger)]);
}
