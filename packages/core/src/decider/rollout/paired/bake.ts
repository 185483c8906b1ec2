import type { ModelPolicy } from "../../../policy/policy.ts";
import type { TransformJobChanged } from "../../../vocabulary/signal.ts";
import type { Bake, Rollout, RolloutPaired } from "../../../vocabulary/state.ts";
import type { PairedReading } from "../../../vocabulary/trial/paired-runs.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";
import { endBake } from "../../promotion/bake.ts";
import { rollBack } from "../end.ts";
import { jobsRead, judgeLabels } from "./bake-labels.ts";
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
  // A sweep may have found it before its event came.
  if (status !== "Completed" || rollout.bake.runs?.some(({ of }) => of === job)) return;
  const { jobs = 0 } = rollout.paired.bake ?? {};
  const good = rollout.bake.requests + 1;
  // Labels come later than answers.
  const waits = rollout.bake.runs !== undefined;
  const isOver = good >= jobs && !pending.state.paused && !waits;
  const words = `Transform job ${job} ended well, ${good} of the ${jobs} that version ${version} bakes for.`;
  const sequence = watched(pending, rollout, {
    ...{ look: rollout.looks, jobs: 1, decision: isOver ? "baked" : "continue", because: words },
    ...(waits ? { job } : {}),
  });
  if (isOver) endBake(pending, policy, `All ${jobs} transform jobs ended well.`, sequence);
}

/**
 * A look while a promoted version bakes: its jobs are told by their events. Where their labels are waited for, it judges what is
 * known of them; otherwise it only ends what has no end.
 */
export function lookAtBake(
  pending: PendingEntries,
  rollout: Baking,
  look: number,
  { runs }: PairedReading,
  policy: ModelPolicy,
): void {
  const { bake, paired } = rollout;
  const mayEnd = !pending.state.paused;
  const wanted = paired.bake?.jobs ?? 0;
  const isLate = mayEnd && pending.now.getTime() >= Date.parse(bake.until);
  const of = `${bake.requests} of ${wanted} transform jobs have ended well`;
  const limit = bake.watched.outcomes?.limit;
  const labels =
    bake.runs && limit !== undefined
      ? judgeLabels(jobsRead(paired, bake.runs, runs), limit, bake.line)
      : null;
  const isKnown = mayEnd && labels !== null && bake.requests >= wanted && !labels.isAwaited;
  const decision = labels?.harm ? "roll-back" : isLate || isKnown ? "baked" : "continue";
  const also = labels === null ? "" : ` ${labels.words}`;
  const end = isLate ? `The bake's time is over, and ${of}.` : `${of}; it bakes until ${bake.until}.`;
  const sequence = watched(pending, rollout, {
    ...{ look, jobs: 0, decision, because: labels?.harm ?? `${end}${also}` },
    ...(labels ? { runs, evidence: labels.evidence } : {}),
  });
  if (labels?.harm) rollBack(pending, policy, labels.harm, sequence);
  else if (isLate) endBake(pending, policy, `No job failed until ${bake.until}; ${of}.${also}`, sequence);
  else if (isKnown) endBake(pending, policy, `All ${wanted} transform jobs ended well.${also}`, sequence);
}

interface Watched {
  readonly look: number;
  /** How many ended well since the entry before. */
  readonly jobs: number;
  readonly decision: "roll-back" | "baked" | "continue";
  readonly because: string;
  readonly job?: string;
  readonly runs?: PairedReading["runs"];
  readonly evidence?: number;
}

function watched(
  pending: PendingEntries,
  { rollout, bake, challenger, readUntil, startedAt }: Baking,
  { look, jobs, decision, because, job, runs, evidence }: Watched,
): number {
  return pending.write("rollout-watched", because, {
    ...{ rollout, look, start: readUntil ?? startedAt, end: pending.now.toISOString() },
    winner: {
      ...{ variant: challenger.variant, invocations: jobs },
      ...{ trials: 0, successes: 0, errors: 0, slow: 0 },
    },
    evidence: { outcomes: evidence ?? null, errors: null, slow: null },
    ...{ line: bake.line, decision },
    ...(job === undefined ? {} : { job }),
    ...(runs && runs.length > 0 ? { runs } : {}),
  }).sequence;
}
