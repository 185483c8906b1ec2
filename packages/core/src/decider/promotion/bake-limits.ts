import type { ModelPolicy } from "../../policy/policy.ts";
import { decisionLine } from "../../stats/sequential/block-e-process.ts";
import { upperRate } from "../../stats/sequential/rate-rise.ts";
import type { BakeLimit, BakeLimits, EntryData } from "../../vocabulary/entry.ts";
import type { ArmTotals, Rollout } from "../../vocabulary/state.ts";
import { percent } from "../../words/numbers.ts";
import { alphaEachWay } from "../rollout/evidence/alpha.ts";
import { slowQuantile } from "../rollout/evidence/referee.ts";
import { badAnswers } from "./bad-answers.ts";

/** With fewer in its own arm, the champion's day before the trial is counted as well. */
const enough = 1_000;

/**
 * How a version that is promoted now is watched; undefined where the policy does not want it, and for an undo, which
 * somebody asked for.
 *
 * All harms together are found by mistake with the probability of a trial's harms at most. Each gets its part; half of a
 * part bounds what the champion's rate may have been, and half is the test's. What then counts for nothing is a rise by
 * less than half of what the policy calls harm: nobody serves beside the winner any more, and the world may have changed.
 */
export function bakeOf(
  rollout: Rollout,
  { rollout: rules }: ModelPolicy,
  now: Date,
): EntryData["rollout-promoted"]["bake"] {
  const { bake, guards } = rules;
  if (!bake || rollout.undoes) return undefined;
  const before = seenBefore(rollout);
  const bad = badAnswers(before);
  // Values are neither right nor wrong, and have no rate that could rise.
  const isJudged = before.trials > 0 && !rollout.history.values;
  const asked: { readonly [Watched in keyof BakeLimits]: number | null } = {
    outcomes: isJudged ? rules.minimumEffect : null,
    errors: guards.errorRate ?? (isJudged ? null : 0.01),
    slow: rollout.history.latency === null ? null : (guards.p99Latency ?? null),
  };
  const parts = Object.values(asked).filter((rise) => rise !== null).length;
  const alpha = alphaEachWay / Math.max(1, parts) / 2;
  const limit = (of: keyof BakeLimits): BakeLimit | null => {
    const rise = asked[of];
    if (rise === null || bad[of].trials === 0) return null;
    return { limit: Math.min(1, upperRate(bad[of], alpha) + rise / 2), rise };
  };
  return {
    until: new Date(now.getTime() + bake.for).toISOString(),
    keepWarm: bake.keepWarm,
    limits: { outcomes: limit("outcomes"), errors: limit("errors"), slow: limit("slow") },
    line: decisionLine(alpha),
  };
}

const badInWords = {
  outcomes: "wrong answers",
  errors: "errors",
  slow: "slow answers",
} as const satisfies Readonly<Record<keyof BakeLimits, string>>;

/** Until when a promoted version is watched, and for what. */
export function bakeInWords({ until, limits }: NonNullable<EntryData["rollout-promoted"]["bake"]>): string {
  const watched = (["outcomes", "errors", "slow"] as const).flatMap((of) => {
    const limit = limits[of];
    return limit ? [`${badInWords[of]} above ${percent(limit.limit)}`] : [];
  });
  const what =
    watched.length > 0
      ? `watched for ${watched.join(", ")}`
      : "and nothing was counted of the champion to compare with, so only alarms are watched";
  return `It bakes until ${until}, ${what}.`;
}

/** The champion's own arm; where it is short, what it showed before the trial too. */
function seenBefore({ championSeen: told, referee, history }: Rollout): ArmTotals {
  const { seen, missing } = history;
  const { requests, successes } = referee.matured.champion;
  // Where only good outcomes are ever told, those that are told say nothing of the others.
  const championSeen = missing === "failure" ? { ...told, trials: requests, successes } : told;
  if (!seen) return championSeen;
  const ofOutcomes = championSeen.trials < enough;
  const ofInvocations = championSeen.invocations < enough;
  return {
    trials: championSeen.trials + (ofOutcomes ? seen.trials : 0),
    successes: championSeen.successes + (ofOutcomes ? seen.successes : 0),
    invocations: championSeen.invocations + (ofInvocations ? seen.invocations : 0),
    errors: championSeen.errors + (ofInvocations ? seen.errors : 0),
    // By its quantile's meaning so many of them were slow.
    slow: championSeen.slow + (ofInvocations ? Math.ceil(seen.invocations * (1 - slowQuantile)) : 0),
  };
}
