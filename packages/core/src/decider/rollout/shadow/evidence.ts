import { designEffect } from "../../../stats/dispersion.ts";
import { pairedEvidence, rightShare } from "../../../stats/paired/paired-evidence.ts";
import { shareEvidence } from "../../../stats/paired/share-evidence.ts";
import type { ArmCounts } from "../../../stats/sequential/arm-counts.ts";
import { logE, updateEProcess } from "../../../stats/sequential/block-e-process.ts";
import type { RolloutShadow } from "../../../vocabulary/state.ts";
import type { ChampionHistory } from "../../../vocabulary/trial/champion-history.ts";
import type { GuardCounts } from "../../../vocabulary/trial/look-metrics.ts";
import type { PairedAnswers, ShadowEvidence, ShadowReading } from "../../../vocabulary/trial/shadow.ts";
import { blockOf } from "../evidence/outcome-blocks.ts";

/** A shadow's few minutes are asked at each look, so they must be far apart to count for more than chance: standard errors. */
const sure = 4;

type Guarded = Pick<RolloutShadow, "errors" | "slow" | "champion" | "challenger">;

/**
 * Evidence of the guards with one more look. Both arms had the same requests: what makes one fail makes the other fail too,
 * and then an e-value made for independent arms is smaller on average, never larger.
 */
export function withGuards<Shadow extends Guarded>(
  shadow: Shadow,
  { champion, challenger }: Pick<ShadowReading, "champion" | "challenger">,
): Shadow {
  const reading = (of: "errors" | "slow") => blockOf(rare(champion, of), rare(challenger, of));
  return {
    ...shadow,
    errors: updateEProcess(shadow.errors, reading("errors")),
    slow: updateEProcess(shadow.slow, reading("slow")),
    champion: plus(shadow.champion, champion),
    challenger: plus(shadow.challenger, challenger),
  };
}

/** What is shown of a shadow; counts of answers are of its whole time, and so is what they show. */
export function shadowEvidence(
  { errors, slow }: Guarded,
  answers: PairedAnswers,
  rules: { readonly atLeast: number; readonly margin: number; readonly history: ChampionHistory },
): ShadowEvidence {
  const { designEffects } = rules.history;
  const clumped = designEffect(answers.dispersion, sure);
  const agreement = { trials: answers.pairs, successes: answers.agreed };
  const agreed = (is: "above" | "below") =>
    shareEvidence(agreement, { is, limit: rules.atLeast, designEffect: clumped });
  const { outcomes } = answers;
  const paired = (is: "better" | "worse", margin = 0) =>
    outcomes &&
    pairedEvidence(outcomes, { is, margin, designEffect: Math.max(1, designEffects?.outcomes ?? 1) });
  return {
    agrees: agreed("above"),
    disagrees: agreed("below"),
    errors: logE(errors, Math.max(1, designEffects?.errors ?? 1)),
    slow: logE(slow, Math.max(1, designEffects?.slow ?? 1)),
    better: paired("better"),
    worse: paired("worse"),
    notWorse: paired("better", rules.margin),
  };
}

/** How much more often the shadow was right than the champion of the same requests; 0 where nobody knows. */
export function pairedDifference({ answers }: Pick<RolloutShadow, "answers">): number {
  const outcomes = answers?.outcomes;
  return outcomes ? rightShare(outcomes, "challenger") - rightShare(outcomes, "champion") : 0;
}

function rare({ invocations, ...counts }: GuardCounts, of: "errors" | "slow"): ArmCounts {
  return { trials: invocations, successes: Math.min(invocations, counts[of]) };
}

function plus(one: GuardCounts, other: GuardCounts): GuardCounts {
  return {
    invocations: one.invocations + other.invocations,
    errors: one.errors + other.errors,
    slow: one.slow + other.slow,
  };
}
