import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Facts } from "../../../vocabulary/fact.ts";
import type { ShadowRead } from "../../../vocabulary/signal.ts";
import type { Rollout, RolloutShadow } from "../../../vocabulary/state.ts";
import { compare } from "../../endpoint/compare.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";
import { move } from "../../scaling/move.ts";
import { hold, rollBack } from "../end.ts";
import { obstacleOfShadow } from "./begin.ts";
import { isShadow } from "./evolve.ts";
import { readingInWords } from "./in-words.ts";
import { passOn } from "./pass-on.ts";
import { type ShadowVerdict, shadowVerdict } from "./verdict.ts";

/** Writes down one look at a shadow with its verdict, and what follows from it. */
export function decideOnShadowRead(
  pending: PendingEntries,
  signal: ShadowRead,
  facts: Facts,
  policy: ModelPolicy,
): void {
  if (!isShadowDue(pending.state.rollout, signal)) return;
  compare(pending, facts, policy);
  const { rollout, unconfirmed, held } = pending.state;
  if (unconfirmed || held || !rollout || rollout.phase !== "shadowing" || !isShadow(rollout)) return;
  const judged = shadowVerdict(rollout, signal.reading, policy.rollout, {
    now: pending.now,
    obstacle: obstacleOfShadow(rollout, policy),
  });
  const looked = pending.write("shadow-looked", `${readingInWords(signal.reading)} ${judged.reason}`, {
    ...signal.reading,
    rollout: rollout.rollout,
    look: signal.look,
    evidence: judged.evidence,
    line: judged.line,
    decision: judged.decision,
  });
  act(pending, rollout, judged, facts, policy, looked.sequence);
}

/** Not one that was decided on, and not while the endpoint changes. */
export function isShadowDue(rollout: Rollout | null, { rollout: name, look }: ShadowRead): boolean {
  return rollout?.phase === "shadowing" && rollout.rollout === name && look === rollout.looks + 1;
}

function act(
  pending: PendingEntries,
  rollout: Rollout & { readonly shadow: RolloutShadow },
  { decision, reason }: ShadowVerdict,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const { paused } = pending.state;
  // Harm ends it even so; everything else waits for the person, or for the end of what changes the endpoint now.
  if ((paused || facts.endpoint?.status !== "InService") && decision !== "roll-back") return;
  switch (decision) {
    case "roll-back":
      rollBack(pending, policy, reason, cause);
      return;
    case "hold":
      hold(pending, reason, cause);
      return;
    case "promote":
      move(pending, facts, policy, { to: 100, reason, cause });
      return;
    case "ramp":
      passOn(pending, rollout, policy, reason, cause);
      return;
    case "continue":
    case "not-enough-data":
      return;
  }
}
