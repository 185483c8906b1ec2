import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { LookRead } from "../../vocabulary/signal.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import type { LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import { compare } from "../endpoint/compare.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { tellMissingOutcomes } from "../monitoring/trial.ts";
import { decideOnBake } from "../promotion/bake.ts";
import { isUnprepared, move } from "../scaling/move.ts";
import { comparisonOf, eachOf } from "./challengers/each.ts";
import { actTogether, countsOf, hasAll } from "./challengers/look.ts";
import { hold, rollBack } from "./end.ts";
import { countsInWords } from "./look-in-words.ts";
import { nextStep, type Verdict, verdict } from "./verdict.ts";

/** Writes down one look at both variants with its verdict, and what follows from it. */
export function decideOnLook(
  pending: PendingEntries,
  signal: LookRead,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const { rollout } = pending.state;
  if (!rollout || !isDue(rollout, signal)) return;
  // Counts of an endpoint that someone else changed say nothing of the trial; they are read again, with those after them.
  compare(pending, facts, policy);
  if (pending.state.unconfirmed || pending.state.held) return;
  if (rollout.phase === "baking") {
    decideOnBake(pending, signal, facts, policy);
    return;
  }
  if (pending.state.rollout?.phase !== "looking" || !hasAll(rollout, signal.metrics)) return;
  judgeLook(pending, rollout, signal, facts, policy);
}

/** What a look at a trial whose endpoint is as it should be comes to, and what follows. */
export function judgeLook(
  pending: PendingEntries,
  rollout: Rollout,
  signal: Pick<LookRead, "look" | "metrics">,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const judged = eachOf(rollout).flatMap((comparison) => {
    const metrics = countsOf(comparison, signal.metrics);
    return metrics ? [judgeOne(pending, comparison, signal.look, metrics, policy)] : [];
  });
  const [first] = judged;
  if (!first) return;
  const cause = first.looked.sequence;
  if (judged.length === 1) act(pending, policy, rollout, first.verdict, { cause, facts });
  else {
    const found = judged.flatMap(({ variant, verdict }) => {
      const comparison = comparisonOf(pending.state.rollout, variant);
      return comparison ? [{ comparison, verdict }] : [];
    });
    actTogether(pending, policy, found, { cause, facts });
  }
  for (const { looked } of judged) tellMissingOutcomes(pending, looked, policy);
}

/** Writes down what a look found of one challenger. */
function judgeOne(
  pending: PendingEntries,
  rollout: Rollout,
  look: number,
  metrics: LookMetrics,
  policy: ModelPolicy,
) {
  const judged = verdict(rollout, metrics, policy.rollout, pending.now);
  const unjudged = judged.judges.includes("outcomes")
    ? ""
    : " No outcomes have arrived, so only errors and latency are judged.";
  const looked = pending.write(
    "rollout-looked",
    `${rollout.others.length > 0 ? `Version ${rollout.challenger.version} ` : ""}${countsInWords(rollout, metrics)} ${judged.reason}${unjudged}`,
    {
      rollout: rollout.rollout,
      look,
      start: metrics.start,
      end: metrics.end,
      champion: metrics.champion,
      challenger: metrics.challenger,
      evidence: judged.evidence,
      line: judged.line,
      proved: judged.proved,
      decision: judged.decision,
      judges: judged.judges,
      ...(metrics.requests && { requests: metrics.requests }),
      ...(metrics.backlogs && { backlogs: metrics.backlogs }),
      designEffects: judged.designEffects,
      ...(judged.split && { split: judged.split }),
    },
  );
  return { variant: rollout.challenger.variant, verdict: judged, looked };
}

/** Not one that was decided on, of an execution that lives on after its rollout, or while the endpoint changes. */
export function isDue(rollout: Rollout | null, { rollout: name, look }: LookRead): boolean {
  const isWatched = rollout?.phase === "looking" || rollout?.phase === "baking";
  return isWatched && rollout.rollout === name && look === rollout.looks + 1;
}

function act(
  pending: PendingEntries,
  policy: ModelPolicy,
  rollout: Rollout,
  judged: Verdict,
  { cause, facts }: { readonly cause: number; readonly facts: Facts },
): void {
  const { paused } = pending.state;
  // Harm ends a trial even so; everything else waits for the person, or for the end of what changes the endpoint now.
  if ((paused || facts.endpoint?.status !== "InService") && judged.decision !== "roll-back") return;
  switch (judged.ending) {
    case "promote":
      move(pending, facts, policy, { to: 100, reason: judged.reason, cause });
      return;
    case "roll-back":
      rollBack(pending, policy, judged.reason, cause);
      return;
    case "hold":
      hold(pending, judged.reason, cause);
      return;
    case "shift":
      move(pending, facts, policy, {
        to: nextStep(rollout, policy.rollout) ?? rollout.weight,
        reason: judged.reason,
        cause,
      });
      return;
    case "continue":
    case "not-enough-data":
      // After a hold it may lack what it had.
      if (isUnprepared(rollout)) {
        const to = rollout.weight === 0 ? (nextStep(rollout, policy.rollout) ?? 0) : rollout.weight;
        move(pending, facts, policy, { to, reason: judged.reason, cause });
      }
      return;
  }
}
