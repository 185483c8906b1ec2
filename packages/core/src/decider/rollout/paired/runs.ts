import type { ModelPolicy } from "../../../policy/policy.ts";
import type { TransformJobChanged } from "../../../vocabulary/signal.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";

/** A job of the team's ended well: the challenger on trial transforms the same input, as long as its trial takes more runs. */
export function followRun(
  pending: PendingEntries,
  { job, uses, at }: TransformJobChanged,
  policy: ModelPolicy,
  cause: number,
): void {
  const { rollout, paused, held } = pending.state;
  if (!policy.rollout.paired || !rollout?.paired || rollout.phase !== "looking" || paused || held) return;
  const { paired, challenger, originalConfig } = rollout;
  const { runs, limits, outputs, longestRun } = paired;
  // What used another model says nothing of the champion.
  if (runs.length >= limits.atMost || (uses !== null && uses !== originalConfig)) return;
  if (runs.some(({ of }) => of === job)) return;
  // A late event, or a sweep that finds twenty at once: what lay there then may be there no more, and costs as much again.
  if (at < rollout.startedAt) return;
  const run = runs.length + 1;
  const name = `driftwheel-${rollout.rollout}-run-${run}`;
  pending.write(
    "paired-run-started",
    `Version ${challenger.version} transforms the input of ${job} as well, in run ${run} of ${limits.atMost}.`,
    {
      rollout: rollout.rollout,
      run,
      of: job,
      job: name,
      deadline: new Date(pending.now.getTime() + longestRun).toISOString(),
      output: `${outputs}/${name}/`,
      model: challenger.model,
      package: challenger.package,
      championModel: originalConfig,
    },
    cause,
  );
}

/**
 * Whether a job failed for what its model or its container did. What SageMaker could not do itself, such as finding capacity,
 * says nothing of a version: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTransformJob.html
 * Nor does an input that is not there, or that the role may not read: `ClientError: No S3 objects found under S3 URL ...`.
 */
export function isOwnFault(reason: string): boolean {
  return !/^(InternalServerError|CapacityError|ResourceLimitExceeded)\b|No S3 objects found|Access ?Denied/i.test(
    reason,
  );
}
