import type { ModelPolicy } from "../../policy/policy.ts";
import type { ArmCounts } from "../../stats/sequential/arm-counts.ts";
import { decisionLine } from "../../stats/sequential/block-e-process.ts";
import type { ValueSums } from "../../stats/sequential/mean-process.ts";
import { upperRate } from "../../stats/sequential/rate-rise.ts";
import type { BakeLimit, BakeLimits, EntryData } from "../../vocabulary/entry.ts";
import type { ArmTotals, Rollout } from "../../vocabulary/state.ts";
import type { ChampionHistory } from "../../vocabulary/trial/champion-history.ts";
import { percent, round } from "../../words/numbers.ts";
import { alphaEachWay } from "../rollout/evidence/alpha.ts";
import { slowQuantile } from "../rollout/evidence/referee.ts";
import { labelLimit } from "../rollout/paired/bake-labels.ts";
import { badAnswers, meanAt } from "./bad-answers.ts";

type Values = ChampionHistory["values"];

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
  if (rollout.paired) return pairedBakeOf(rollout, rollout.paired, rules.minimumEffect, now);
  if (!bake || rollout.undoes) return undefined;
  const { values } = rollout.history;
  const bad = badAnswers(seenBefore(rollout), values);
  const isJudged = bad.outcomes.trials > 0;
  const smallest = values ? shareOfBounds(bad.outcomes, values) : rules.minimumEffect;
  const asked: { readonly [Watched in keyof BakeLimits]: number | null } = {
    outcomes: isJudged ? smallest : null,
    errors: guards.errorRate ?? (isJudged ? null : 0.01),
    slow: rollout.history.latency === null ? null : (guards.p99Latency ?? null),
  };
  const watchesQueue = guards.backlog !== undefined && rollout.history.queue !== undefined;
  const parts = Object.values(asked).filter((rise) => rise !== null).length + (watchesQueue ? 1 : 0);
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

/** In transform jobs those that end well are counted, and one that fails ends it; with labels, one value of each job is. */
function pairedBakeOf(
  { undoes }: Rollout,
  paired: NonNullable<Rollout["paired"]>,
  rise: number,
  now: Date,
): EntryData["rollout-promoted"]["bake"] {
  const { bake } = paired;
  if (!bake || undoes) return undefined;
  const alpha = alphaEachWay / 2;
  const outcomes = bake.labels ? labelLimit(paired, alpha, rise) : null;
  return {
    until: new Date(now.getTime() + bake.within).toISOString(),
    keepWarm: false,
    limits: { outcomes, errors: null, slow: null },
    line: outcomes === null ? 0 : decisionLine(alpha),
  };
}

const badInWords = {
  outcomes: "wrong answers",
  errors: "errors",
  slow: "slow answers",
} as const satisfies Readonly<Record<keyof BakeLimits, string>>;

/** The smallest difference of means that matters, as a share of the distance of the values' bounds. */
function shareOfBounds({ trials, successes }: ArmCounts, values: NonNullable<Values>): number {
  const mean = meanAt(trials > 0 ? successes / trials : 0, values);
  return (values.minimumEffect * Math.abs(mean)) / (values.high - values.low);
}

/** Until when a promoted version is watched, and for what. */
export function bakeInWords(
  { until, limits }: NonNullable<EntryData["rollout-promoted"]["bake"]>,
  { history: { values }, paired }: Pick<Rollout, "history" | "paired">,
): string {
  if (paired)
    return `It bakes until ${paired.bake?.jobs} transform jobs have ended well with it, or until ${until}; one that fails for a reason of its own takes it back.${labelsInWords(paired, limits)}`;
  const watched = (["outcomes", "errors", "slow"] as const).flatMap((of) => {
    const limit = limits[of];
    if (!limit) return [];
    return of === "outcomes" && values
      ? [`a mean ${beyondMean(limit.limit, values)}`]
      : [`${badInWords[of]} above ${percent(limit.limit)}`];
  });
  const what =
    watched.length > 0
      ? `watched for ${watched.join(", ")}`
      : "and nothing was counted of the champion to compare with, so only alarms are watched";
  return `It bakes until ${until}, ${what}.`;
}

function labelsInWords({ bake }: NonNullable<Rollout["paired"]>, { outcomes }: BakeLimits): string {
  if (!bake?.labels) return "";
  return outcomes
    ? ` Their labels are waited for, and take it back where it is right in less than ${percent(1 - outcomes.limit)} of the rows.`
    : " Their labels are not judged: the champion's runs are too few to say how often it is right.";
}

/** Which means are worse than the limit, `above 2.5`. */
export function beyondMean(limit: number, values: NonNullable<Values>): string {
  return `${values.better === "higher" ? "below" : "above"} ${round(meanAt(limit, values))}`;
}

/** The champion's own arm; where it is short, what it showed before the trial too. */
function seenBefore({ championSeen: told, referee, history }: Rollout): ArmTotals & { values?: ValueSums } {
  const { seen, missing } = history;
  const { requests, successes, values } = referee.matured.champion;
  // Where only good outcomes are ever told, those that are told say nothing of the others.
  const counted = missing === "failure" ? { ...told, trials: requests, successes } : told;
  // Of the day before there are the values' mean and spread alone, weighed as few: too little for a limit.
  const championSeen = values ? { ...counted, values } : counted;
  if (!seen) return championSeen;
  const ofOutcomes = championSeen.trials < enough;
  const ofInvocations = championSeen.invocations < enough;
  return {
    ...championSeen,
    trials: championSeen.trials + (ofOutcomes ? seen.trials : 0),
    successes: championSeen.successes + (ofOutcomes ? seen.successes : 0),
    invocations: championSeen.invocations + (ofInvocations ? seen.invocations : 0),
    errors: championSeen.errors + (ofInvocations ? seen.errors : 0),
    // By its quantile's meaning so many of them were slow.
    slow: championSeen.slow + (ofInvocations ? Math.ceil(seen.invocations * (1 - slowQuantile)) : 0),
  };
}
