import type { ModelPolicy } from "../../policy/policy.ts";
import { meanOf } from "../../stats/sequential/mean-process.ts";
import { rateRiseEvidence } from "../../stats/sequential/rate-rise.ts";
import type { BakeEvidence, BakeLimits, EntryOf } from "../../vocabulary/entry.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { LookRead } from "../../vocabulary/signal.ts";
import type { Bake, Rollout } from "../../vocabulary/state.ts";
import type { ChampionHistory, DesignEffects } from "../../vocabulary/trial/champion-history.ts";
import type { LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import { percent, round } from "../../words/numbers.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { requestsOf } from "../rollout/counts/period-sums.ts";
import { goneInWords, promote, rollBack } from "../rollout/end.ts";
import { designEffectsOf } from "../rollout/evidence/referee.ts";
import { beyondMean } from "./bake-limits.ts";
import { judgeQueue } from "./bake-queue.ts";
import { withLook } from "./evolve-bake.ts";

/** Writes down one look at a promoted version, and what follows from it. */
export function decideOnBake(
  pending: PendingEntries,
  { look, metrics }: LookRead,
  { endpoint }: Facts,
  policy: ModelPolicy,
): void {
  const { rollout, paused } = pending.state;
  if (rollout?.phase !== "baking" || !rollout.bake) return;
  const { bake, challenger } = rollout;
  const { start, end } = metrics;
  const winner = winnerOf(metrics, rollout.history);
  const watched = withLook(bake.watched, winner, rollout.history);
  const evidence = evidenceOf(watched, designEffectsOf(rollout.referee, rollout.history));
  const queue = judgeQueue(rollout, metrics, policy.rollout);
  const harm = harmOf(watched, evidence, bake.line, rollout.history) ?? (queue.isHarm ? queue.words : null);
  // Harm ends a bake even so; its end waits for the person, or for the end of what changes the endpoint now.
  const mayEnd = !paused && endpoint?.status === "InService";
  const isOver = mayEnd && pending.now.getTime() >= Date.parse(bake.until);
  const decision = harm ? "roll-back" : isOver ? "baked" : "continue";
  const reason =
    harm ??
    (isOver
      ? endInWords(bake.requests + requestsOf(winner))
      : `No harm is shown; it bakes until ${bake.until}.`);
  const { sequence } = pending.write(
    "rollout-watched",
    `Version ${challenger.version}, ${countsInWords(winner)}. ${reason}${queue.isHarm || queue.words === "" ? "" : ` ${queue.words}`}`,
    {
      rollout: rollout.rollout,
      look,
      start,
      end,
      winner,
      evidence,
      line: bake.line,
      decision,
      ...(metrics.backlogs?.challenger && { backlog: metrics.backlogs.challenger }),
      ...(metrics.requests && {
        cohorts: metrics.requests.cohorts,
        maturedUntil: metrics.requests.matured.until,
      }),
    },
  );
  if (harm) rollBack(pending, policy, harm, sequence);
  else if (isOver) endBake(pending, policy, reason, sequence);
}

/** The promoted version stays: at once where it serves alone, otherwise once the old variant has gone. */
export function endBake(
  pending: PendingEntries,
  policy: ModelPolicy,
  because: string,
  cause: number | undefined,
): void {
  const { rollout, endpoint } = pending.state;
  if (!rollout?.bake) return;
  if (rollout.bake.keepWarm) promote(pending, policy, `The old variant goes. ${because}`, cause);
  else
    endBaked(pending, rollout, {
      because: `The bake of version ${rollout.challenger.version} is over. ${because}`,
      config: endpoint?.config ?? rollout.soleConfig,
      cause,
    });
}

/** The bake is over and the promoted version stays. */
export function endBaked(
  pending: PendingEntries,
  baked: Rollout,
  end: { readonly because: string; readonly config: string; readonly cause: number | undefined },
): EntryOf<"rollout-baked"> {
  const { rollout, challenger, bake, alarms } = baked;
  const goneNow = bake?.keepWarm && alarms.length > 0;
  return pending.write(
    "rollout-baked",
    goneNow ? `${end.because}${goneInWords(baked)}` : end.because,
    {
      rollout,
      challenger: { package: challenger.package, version: challenger.version },
      config: end.config,
      ...(goneNow ? { alarms } : {}),
    },
    end.cause,
  );
}

/**
 * What is counted of the winner: outcomes of requests that are old enough, because wrong answers may be known sooner than
 * right ones, and for the guards what came after the warm-up, because new instances answer slowly at first.
 */
function winnerOf(
  { challenger, requests }: LookMetrics,
  { missing }: ChampionHistory,
): EntryOf<"rollout-watched">["data"]["winner"] {
  if (!requests) return challenger;
  const { matured, warm } = requests;
  const { successes, ...known } = matured.challenger;
  return {
    ...challenger,
    ...warm.challenger,
    trials: missing === "failure" ? known.requests : known.trials,
    successes,
    ...(known.values && { values: known.values }),
  };
}

function evidenceOf({ outcomes, errors, slow }: Bake["watched"], effects: DesignEffects): BakeEvidence {
  return {
    outcomes: outcomes && rateRiseEvidence(outcomes, effects.outcomes),
    errors: errors && rateRiseEvidence(errors, effects.errors),
    slow: slow && rateRiseEvidence(slow, effects.slow),
  };
}

/** A bake without a request has watched nothing, and does not say that all was well. */
function endInWords(requests: number): string {
  return requests > 0
    ? "No harm was shown until the end of the bake."
    : "The bake ends without data: not one request came, so nothing was watched.";
}

const harms = {
  outcomes: "is wrong more often than the champion before was, beyond",
  errors: "fails more often than the champion before did, beyond",
  slow: "is slower than the champion's 99th percentile too often, beyond",
} as const satisfies Readonly<Record<keyof BakeLimits, string>>;

function harmOf(
  watched: Bake["watched"],
  evidence: BakeEvidence,
  line: number,
  { values }: ChampionHistory,
): string | null {
  for (const watch of ["outcomes", "errors", "slow"] as const) {
    const shown = evidence[watch];
    const process = watched[watch];
    if (shown === null || !process || shown < line) continue;
    const what =
      watch === "outcomes" && values
        ? `has a mean that is worse than the champion's before, ${beyondMean(process.limit, values)}`
        : `${harms[watch]} ${percent(process.limit)}`;
    return `The promoted version ${what}: ln E ${round(shown)} crossed ${round(line)}.`;
  }
  return null;
}

function countsInWords({
  trials,
  successes,
  invocations,
  errors,
  values,
}: EntryOf<"rollout-watched">["data"]["winner"]): string {
  if (values)
    return `${values.count} values of ${round(meanOf(values))} on average, ${errors} errors in ${invocations} invocations`;
  return trials > 0
    ? `right in ${successes} of ${trials} (${percent(successes / trials)}), ${errors} errors in ${invocations} invocations`
    : `${errors} errors in ${invocations} invocations`;
}
