import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Facts } from "../../../vocabulary/fact.ts";
import type { PairedRead } from "../../../vocabulary/signal.ts";
import type { Rollout, RolloutPaired } from "../../../vocabulary/state.ts";
import type { PairedReading } from "../../../vocabulary/trial/paired-runs.ts";
import { compare } from "../../endpoint/compare.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";
import { hold, promote, rollBack } from "../end.ts";
import { isPairedBake, lookAtBake } from "./bake.ts";
import { type PairedVerdict, pairedVerdict } from "./verdict.ts";

/** Writes down one look at a challenger in transform jobs with its verdict, and what follows from it. */
export function decideOnPairedRead(
  pending: PendingEntries,
  signal: PairedRead,
  facts: Facts,
  policy: ModelPolicy,
): void {
  if (!isPairedDue(pending.state.rollout, signal)) return;
  compare(pending, facts, policy);
  const { rollout, unconfirmed, held } = pending.state;
  if (unconfirmed || held || !rollout) return;
  if (isPairedBake(rollout)) {
    lookAtBake(pending, rollout, signal.look, signal.reading, policy);
    return;
  }
  if (rollout.phase !== "looking" || !hasRuns(rollout)) return;
  // Nothing says any more where both answers stand, and what is read by guess would be harm or proof.
  if (!policy.rollout.paired) {
    rollBack(pending, policy, "The policy tries no version in transform jobs any more.", undefined);
    return;
  }
  const { reading, stop } = overdue(rollout.paired, signal.reading, pending.now);
  const judged = pairedVerdict(rollout, reading, policy.rollout, pending.now);
  const { decision, counted, evidence, line } = judged;
  const { sequence } = pending.write(
    "paired-looked",
    `${runsInWords(rollout.paired, counted)} ${judged.reason}`,
    {
      ...reading,
      ...{ rollout: rollout.rollout, look: signal.look, counted, evidence, line, decision },
      ...(stop.length > 0 ? { stop } : {}),
    },
  );
  act(pending, judged, policy, sequence);
}

/** Not one that was decided on, and not while the route changes. */
export function isPairedDue(rollout: Rollout | null, { rollout: name, look }: PairedRead): boolean {
  const isLookedAt = rollout?.phase === "looking" || isPairedBake(rollout);
  return isLookedAt && rollout?.rollout === name && look === rollout.looks + 1;
}

function hasRuns(rollout: Rollout): rollout is Rollout & { readonly paired: RolloutPaired } {
  return rollout.paired !== null;
}

/** Jobs that still run when their time is over count as failed, and are stopped; one that never came says nothing. */
function overdue({ runs }: RolloutPaired, reading: PairedReading, now: Date) {
  const late = new Map(
    runs.filter(({ deadline }) => now.getTime() >= Date.parse(deadline)).map((run) => [run.run, run]),
  );
  const over = reading.runs.flatMap(({ run, status }) => (status === "running" && late.get(run)) || []);
  const reads = reading.runs.map((read) => {
    const run = over.find((one) => one.run === read.run);
    if (!run) return read;
    return read.reason === null
      ? { ...read, status: "failed" as const, reason: `it still ran at ${run.deadline}, and is stopped` }
      : {
          ...read,
          status: "unread" as const,
          reason: `transform job ${run.job} was not there by ${run.deadline}`,
        };
  });
  return { reading: { ...reading, runs: reads }, stop: over.map(({ job }) => job) };
}

function act(
  pending: PendingEntries,
  { decision, reason }: PairedVerdict,
  policy: ModelPolicy,
  cause: number,
): void {
  // Harm ends it even so; everything else waits for the person.
  if (pending.state.paused && decision !== "roll-back") return;
  switch (decision) {
    case "promote":
      promote(pending, policy, reason, cause);
      return;
    case "roll-back":
      rollBack(pending, policy, reason, cause);
      return;
    case "hold":
      hold(pending, reason, cause);
      return;
    case "continue":
    case "not-enough-data":
      return;
  }
}

function runsInWords({ runs, limits }: RolloutPaired, counted: number): string {
  return `Of at most ${limits.atMost} runs ${runs.length} began, and ${counted} count.`;
}
