import type { ModelPolicy } from "../../policy/policy.ts";
import type { LookRead } from "../../vocabulary/signal.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { hold, promote, rollBack, shift } from "./end.ts";
import { countsInWords, nextStep, type Verdict, verdict } from "./verdict.ts";

/** Writes down one look at both variants with its verdict, and what follows from it. */
export function decideOnLook(pending: PendingEntries, signal: LookRead, policy: ModelPolicy): void {
  const { rollout } = pending.state;
  // A look that was decided on, of an execution that lives on after its rollout, or while the endpoint changes.
  if (
    !rollout ||
    rollout.rollout !== signal.rollout ||
    rollout.phase !== "looking" ||
    signal.look !== rollout.looks + 1
  ) {
    return;
  }
  const { metrics } = signal;
  const judged = verdict(rollout, metrics, policy.rollout, pending.now);
  const unjudged = judged.judges.includes("outcomes")
    ? ""
    : " No outcomes have arrived, so only errors and latency are judged.";
  const looked = pending.write(
    "rollout-looked",
    `${countsInWords(rollout, metrics)} ${judged.reason}${unjudged}`,
    {
      rollout: rollout.rollout,
      look: signal.look,
      start: metrics.start,
      end: metrics.end,
      champion: metrics.champion,
      challenger: metrics.challenger,
      evidence: judged.evidence,
      line: judged.line,
      proved: judged.proved,
      decision: judged.decision,
      judges: judged.judges,
    },
  );
  act(pending, policy, rollout, judged, looked.sequence);
}

function act(
  pending: PendingEntries,
  policy: ModelPolicy,
  rollout: Rollout,
  judged: Verdict,
  cause: number,
): void {
  const { paused } = pending.state;
  // Harm ends a trial even so; everything else waits for the person.
  if (paused && judged.decision !== "roll-back") return;
  const ending = judged.decision === "deadline" ? policy.rollout.atDeadline : judged.decision;
  switch (ending) {
    case "promote":
      promote(pending, policy, judged.reason, cause);
      return;
    case "roll-back":
    case "roll back": // as a policy spells it
      rollBack(pending, policy, judged.reason, cause);
      return;
    case "hold":
      hold(pending, judged.reason, cause);
      return;
    case "shift":
      shift(pending, policy, nextStep(rollout, policy.rollout) ?? rollout.weight, judged.reason, cause);
      return;
    case "continue":
    case "not-enough-data":
      return;
  }
}
