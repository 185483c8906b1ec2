import { packageGroupInWords } from "../../policy/package-group.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts, RetrainingJobFact } from "../../vocabulary/fact.ts";
import type {
  StateMachineExecutionChanged,
  TrainingJobChanged,
  TuningJobChanged,
} from "../../vocabulary/signal.ts";
import type { RunningRetraining, State } from "../../vocabulary/state.ts";
import { inWords } from "../../words/duration.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { packagePlan } from "./job.ts";

/** What became of the job that retrains where no pipeline does. */
export function decideOnJob(
  pending: PendingEntries,
  signal: RetrainingJobChanged,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const running = awaitedJob(pending.state, signal);
  const found = facts.retrainingJob;
  // The event is a hint, and may be late: the job's own description decides.
  if (running && found && endJob(pending, running, found, policy)) return;
  const name = "job" in signal ? signal.job : signal.name;
  const reason = "failureReason" in signal ? signal.failureReason : null;
  pending.write(
    "signal-observed",
    `${jobInWords[signal.kind]} ${name} is ${signal.status}${reason ? `: ${reason}` : "."}`,
    { signal: signal.kind },
  );
}

const jobInWords = {
  "training-job-changed": "Training job",
  "tuning-job-changed": "Tuning job",
  "state-machine-execution-changed": "The state machine's execution",
} as const;

const kindOfSignal = {
  "training-job-changed": "training-job",
  "tuning-job-changed": "tuning-job",
  "state-machine-execution-changed": "state-machine",
} as const;

export type RetrainingJobChanged = TrainingJobChanged | TuningJobChanged | StateMachineExecutionChanged;

/** The running retraining when the event is of its job, else null. */
export function awaitedJob({ retraining }: State, signal: RetrainingJobChanged): RunningRetraining | null {
  const name = "job" in signal ? signal.job : signal.name;
  const isIt = retraining?.job === kindOfSignal[signal.kind] && retraining.displayName === name;
  return isIt ? retraining : null;
}

/** Writes the end of the running retraining; false when its job has not ended. */
export function endJob(
  pending: PendingEntries,
  running: RunningRetraining,
  found: RetrainingJobFact,
  policy: ModelPolicy,
): boolean {
  const { execution, status } = found;
  const took = inWords(Math.max(1000, pending.now.getTime() - Date.parse(running.requestedAt)));
  if (status === "Succeeded") {
    const retraining = running.displayName;
    const register =
      found.model && packagePlan(policy, { model: pending.state.model, retraining }, found.model);
    if (register?.containers.length === 0) {
      const reason = "it left nothing that can be served";
      pending.write("retraining-failed", `${retraining} succeeded after ${took}, and ${reason}.`, {
        execution,
        reason,
      });
      return true;
    }
    pending.write(
      "retraining-succeeded",
      `${retraining} succeeded after ${took}${register ? `; what it trained is registered in ${packageGroupInWords(register.group)}` : ""}.`,
      { execution, ...(register ? { register } : {}) },
    );
    return true;
  }
  if (status !== "Failed" && status !== "Stopped") return false;
  const [what, why] =
    status === "Stopped" ? ["was stopped", "it was stopped"] : ["failed", "it gives no reason"];
  const reason = found.failureReason ?? why;
  pending.write("retraining-failed", `${running.displayName} ${what} after ${took}: ${reason}`, {
    execution,
    reason,
  });
  return true;
}

/** A function has ended well when a version is registered: nothing else tells of it. */
export function endByRegistration(pending: PendingEntries, version: number): void {
  const { retraining } = pending.state;
  if (retraining?.job !== "function") return;
  pending.write("retraining-succeeded", `${retraining.displayName} has registered version ${version}.`, {
    execution: retraining.execution ?? retraining.displayName,
  });
}
