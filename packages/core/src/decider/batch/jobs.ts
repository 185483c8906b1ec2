import type { BatchPolicy } from "../../policy/batch/batch.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { TransformJobChanged } from "../../vocabulary/signal.ts";
import type { State } from "../../vocabulary/state.ts";
import { inWords } from "../../words/duration.ts";
import { adoptEndpoint } from "../endpoint/adopt-endpoint.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { watchJob } from "../rollout/paired/bake.ts";
import { followRun } from "../rollout/paired/runs.ts";

/** A transform job changed: one of the model's own, by its name. */
export function decideOnTransformJob(
  pending: PendingEntries,
  job: TransformJobChanged,
  facts: Facts,
  policy: ModelPolicy,
): void {
  adoptEndpoint(pending, facts);
  switch (job.status) {
    case "Completed":
      // The sweep asks for ends whose event is late.
      if (pending.state.batch.last?.job === job.job) {
        pending.write(
          "signal-observed",
          `Transform job ${job.job} ended well, as the ledger has it already.`,
          {
            signal: job.kind,
          },
        );
        return;
      }
      finished(pending, job, policy);
      return;
    case "Failed":
    case "Stopped": {
      const { sequence } = pending.write(
        "batch-job-failed",
        `Transform job ${job.job} ${job.status === "Failed" ? "failed" : "was stopped"}: ${reasonOf(job)}`,
        { ...endOf(job), reason: reasonOf(job) },
      );
      watchJob(pending, job, policy, sequence);
      return;
    }
    case "InProgress":
    case "Stopping":
    case "Unknown":
      pending.write("signal-observed", `Transform job ${job.job} is ${job.status}.`, { signal: job.kind });
  }
}

/** The job's own word; SageMaker gives none for one that a person stopped. */
function reasonOf({ status, failureReason }: Pick<TransformJobChanged, "status" | "failureReason">): string {
  return failureReason ?? (status === "Stopped" ? "whoever stopped it gave no reason" : "it gives no reason");
}

function finished(pending: PendingEntries, job: TransformJobChanged, policy: ModelPolicy): void {
  const uses = job.uses === null ? "" : ` It used model ${job.uses}.`;
  const { sequence } = pending.write(
    "batch-job-finished",
    `Transform job ${job.job} ended well.${uses}`,
    endOf(job),
  );
  followRun(pending, job, policy, sequence);
  watchJob(pending, job, policy, sequence);
  const { batch } = pending.state;
  // A job that ended before the silence may be told after it.
  if (!batch.missed || job.at <= batch.missed.since) return;
  pending.write(
    "batch-jobs-returned",
    `A transform job ended well again, which none had since ${batch.missed.since}.`,
    { job: job.job, since: batch.missed.since },
    sequence,
  );
}

function endOf({ job, arn, at, uses }: TransformJobChanged) {
  return { job, arn, at, uses };
}

/** Until when a transform job should have ended well, milliseconds since 1970; null where the policy does not say. */
function dueAt({ batch }: State, policy: BatchPolicy | undefined): number | null {
  const from = batch.last?.at ?? batch.since;
  if (policy?.every === undefined || from === null) return null;
  return Date.parse(from) + policy.every + policy.late;
}

/** True when a job may have been missed, and SageMaker is to be asked before people are told. */
export function isOverdueBatch(state: State, at: string, { batch }: ModelPolicy): boolean {
  const due = dueAt(state, batch);
  return due !== null && Date.parse(at) > due;
}

/** Ends that no event told, then what did not run at all: told once. */
export function sweepTransformJobs(pending: PendingEntries, facts: Facts, policy: ModelPolicy): void {
  const { batch } = policy;
  if (!batch) return;
  for (const job of facts.transformJobs?.jobs ?? []) {
    const known = pending.state.batch.last;
    // SageMaker tells an end to the millisecond, and its event may not.
    if (job.status !== "Completed" || job.job === known?.job) continue;
    if (known === null || job.at > known.at) finished(pending, job, policy);
  }
  const due = dueAt(pending.state, batch);
  const { last, missed, since } = pending.state.batch;
  if (due === null || missed || pending.now.getTime() <= due || batch.every === undefined) return;
  const before = last ? `The last was ${last.job}, at ${last.at}` : `There was none since ${since}`;
  pending.write(
    "batch-jobs-missed",
    `No transform job of ${batch.jobs} ended well in time: the policy wants one every ${inWords(batch.every)}, and allows ${inWords(batch.late)} more. ${before}.`,
    { jobs: batch.jobs, last: last?.job ?? null, since: last?.at ?? since ?? pending.now.toISOString() },
  );
}
