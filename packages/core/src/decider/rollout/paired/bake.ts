import type { ModelPolicy } from "../../../policy/policy.ts";
import type { TransformJobChanged } from "../../../vocabulary/signal.ts";
import type { Bake, Rollout, RolloutPaired } from "../../../vocabulary/state.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";
import { endBake } from "../../promotion/bake.ts";
import { rollBack } from "../end.ts";
import { isOwnFault } from "./runs.ts";

type Baking = Rollout & { readonly paired: RolloutPaired; readonly bake: Bake };

/** True while a promoted version of a batch is watched in the team's own jobs. */
export function isPairedBake(rollout: Rollout | null): rollout is Baking {
  return rollout !== null && rollout.phase === "baking" && rollout.paired !== null && rollout.bake !== null;
}

/** A job of the team's that used the promoted version has ended: one more that went well, or the way back. */
export function watchJob(
  pending: PendingEntries,
  { job, uses, status, failureReason }: TransformJobChanged,
  policy: ModelPolicy,
  cause: number,
): void {
  const { rollout } = pending.state;
  if (!isPairedBake(rollout) || uses !== rollout.soleConfig) return;
  const { version } = rollout.challenger;
  if (status === "Failed" && isOwnFault(failureReason ?? "")) {
    const reason = `transform job ${job}, which used version ${version}, failed: ${failureReason ?? "it gives no reason"}`;
    rollBack(pending, policy, `${reason}.`, cause);
    return;
  }
  if (status !== "Completed") return;
  const { jobs = 0 } = rollout.paired.bake ?? {};
  const good = rollout.bake.requests + 1;
  const isOver = good >= jobs && !pending.state.paused;
  const words = `Transform job ${job} ended well, ${good} of the ${jobs} that version ${version} bakes for.`;
  const sequence = watched(pending, rollout, rollout.looks, 1, isOver ? "baked" : "continue", words);
  if (isOver) endBake(pending, policy, `All ${jobs} transform jobs ended well.`, sequence);
}

/** A look while a promoted version bakes: its jobs are told by their events, and the look only ends what has no end. */
export function lookAtBake(
  pending: PendingEntries,
  rollout: Baking,
  look: number,
  policy: ModelPolicy,
): void {
  const { bake, paired } = rollout;
  const isOver = pending.now.getTime() >= Date.parse(bake.until) && !pending.state.paused;
  const of = `${bake.requests} of ${paired.bake?.jobs} transform jobs have ended well`;
  const words = isOver ? `The bake's time is over, and ${of}.` : `${of}; it bakes until ${bake.until}.`;
  const sequence = watched(pending, rollout, look, 0, isOver ? "baked" : "continue", words);
  if (isOver) endBake(pending, policy, `No job failed until ${bake.until}; ${of}.`, sequence);
}

/** @param jobs how many ended well since the entry before */
function watched(
  pending: PendingEntries,
  { rollout, bake, challenger, readUntil, startedAt }: Baking,
  look: number,
  jobs: number,
  decision: "baked" | "continue",
  because: string,
): number {
  return pending.write("rollout-watched", because, {
    ...{ rollout, look, start: readUntil ?? startedAt, end: pending.now.toISOString() },
    winner: {
      ...{ variant: challenger.variant, invocations: jobs },
      ...{ trials: 0, successes: 0, errors: 0, slow: 0 },
    },
    evidence: { outcomes: null, errors: null, slow: null },
    ...{ line: bake.line, decision },
  }).sequence;
}
