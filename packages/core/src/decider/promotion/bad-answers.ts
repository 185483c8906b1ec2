import type { ArmCounts } from "../../stats/sequential/arm-counts.ts";
import type { BakeLimits } from "../../vocabulary/entry.ts";
import type { ArmTotals } from "../../vocabulary/state.ts";

/** What a variant did wrong, of how much: its "successes" are the bad ones here. */
export function badAnswers(counts: ArmTotals): { readonly [Watched in keyof BakeLimits]: ArmCounts } {
  const { trials, successes, invocations, errors, slow } = counts;
  return {
    outcomes: { trials, successes: trials - successes },
    errors: { trials: invocations, successes: errors },
    slow: { trials: invocations, successes: slow },
  };
}
