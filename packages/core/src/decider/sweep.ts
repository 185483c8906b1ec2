import { packageGroupOf } from "../policy/package-group.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import { theDeadline } from "../vocabulary/entry.ts";
import type { Facts } from "../vocabulary/fact.ts";
import { type Candidate, isOverdue, type Rollout } from "../vocabulary/state.ts";
import { inWords } from "../words/duration.ts";
import { escalateAlerts } from "./alerts/escalate.ts";
import { sweepTransformJobs } from "./batch/jobs.ts";
import { decideOnPackage } from "./candidate/decide.ts";
import { recordCosts } from "./costs/record.ts";
import { recordUpkeep } from "./costs/upkeep.ts";
import { adoptEndpoint } from "./endpoint/adopt-endpoint.ts";
import { compare } from "./endpoint/compare.ts";
import { deployYourself } from "./endpoint/fitness.ts";
import type { PendingEntries } from "./entries/pending-entries.ts";
import { decideOnFreshData } from "./fresh-data/decide.ts";
import { sweepReports } from "./monitoring/reports.ts";
import { sweepLooks } from "./monitoring/trial.ts";
import { missedPackage } from "./questions.ts";
import { endRetraining, sweepUnregistered } from "./retraining/decide.ts";
import { followJob, stoppable } from "./retraining/job-end.ts";
import { nextChallengers } from "./rollout/challengers/start.ts";
import { nextExecution } from "./rollout/execution.ts";
import { startNextRollout } from "./rollout/start.ts";
import { takeOffAgain } from "./scaling/take-off-again.ts";

/** Finds what no event told: ends that were missed and deadlines that passed. Writes nothing when all is well. */
export function decideOnSweep(pending: PendingEntries, facts: Facts, policy: ModelPolicy): void {
  recordCosts(pending, facts, policy);
  recordUpkeep(pending, facts, policy);
  adoptEndpoint(pending, facts);
  compare(pending, facts, policy);
  takeOffAgain(pending, facts, policy);
  sweepRetraining(pending, facts, policy);
  sweepRegistry(pending, facts, policy);
  sweepUnregistered(pending, policy);
  decideOnFreshData(pending, "swept", facts, policy);
  for (const candidate of Object.values(pending.state.candidates)) sweepApproval(pending, candidate, policy);
  const { rollout } = pending.state;
  if (rollout) sweepRollout(pending, rollout, policy);
  sweepLooks(pending, policy);
  sweepReports(pending, policy);
  sweepTransformJobs(pending, facts, policy);
  const [waiting] = nextChallengers(pending.state, policy.rollout.challengers, pending.now);
  if (waiting) startNextRollout(pending, facts, policy, waiting.sequence);
  escalateAlerts(pending, policy);
}

function sweepRetraining(pending: PendingEntries, facts: Facts, policy: ModelPolicy): void {
  const running = pending.state.retraining;
  if (!running) return;
  const found = facts.pipelineExecution;
  if (running.execution && found && endRetraining(pending, running, running.execution, found)) return;
  if (facts.retrainingJob && followJob(pending, running, facts.retrainingJob, policy)) return;
  if (pending.now.getTime() <= Date.parse(running.deadline)) return;
  const reason = `it had not ended by its deadline, ${running.deadline}`;
  const stop = stoppable(running);
  pending.write(
    "retraining-failed",
    `The retraining counts as failed: ${reason}${stop ? `; ${stop.name} is stopped` : ""}.`,
    { execution: running.execution, reason, ...(stop ? { stop } : {}) },
  );
}

/** A version that no event told of is taken as if its event came now; the next sweep takes the next. */
function sweepRegistry(pending: PendingEntries, facts: Facts, policy: ModelPolicy): void {
  const missed = missedPackage(pending.state, facts);
  if (!missed || !facts.candidate) return;
  const at = pending.now.toISOString();
  decideOnPackage(
    pending,
    {
      kind: "model-package-changed",
      identity: `sweep ${missed.arn} ${missed.approval}`,
      at,
      group: packageGroupOf(policy.packageGroup).name,
      version: missed.version,
      arn: missed.arn,
      status: missed.status,
      approval: missed.approval,
      updatedFields: null,
      approvalDescription: null,
    },
    facts,
    policy,
  );
}

/** When nobody decided in time, the policy does. */
function sweepApproval(pending: PendingEntries, candidate: Candidate, policy: ModelPolicy): void {
  const { approve } = policy;
  if (!isOverdue(candidate, pending.now)) return;
  const { package: arn, version, approvalDeadline, sequence } = candidate;
  const approves = approve !== "automatically" && approve.atDeadline === "approve";
  pending.write(
    approves ? "candidate-approved" : "approval-rejected",
    `Nobody approved or rejected version ${version} before ${approvalDeadline}, and then the policy ${
      approves ? "approves" : "rejects"
    } it.${approves ? deployYourself(policy) : ""}`,
    { package: arn, version, by: theDeadline, route: "policy" },
    sequence,
  );
}

/** A rollout that gave no sign for longer than its longest step lost its execution. */
function sweepRollout(pending: PendingEntries, rollout: Rollout, policy: ModelPolicy): void {
  if (rollout.phase === "held" || pending.state.held) return;
  const { lookEvery, changeDeadline } = policy.rollout;
  const { change } = rollout;
  // SageMaker's own deployment may take longer than a change of ours.
  const mayTake =
    change && rollout.guardrails
      ? Date.parse(change.deadline) - Date.parse(rollout.lastSign)
      : changeDeadline;
  const patience = change ? mayTake + lookEvery : 3 * lookEvery + policy.rollout.period;
  if (pending.now.getTime() - Date.parse(rollout.lastSign) <= patience) return;
  pending.write(
    "rollout-restarted",
    `Rollout ${rollout.rollout} gave no sign since ${rollout.lastSign}, longer than ${inWords(patience)}; it goes on under its next execution name.`,
    nextExecution(rollout),
  );
}
