import { packageGroupInWords } from "../../policy/package-group.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { retrainerOf } from "../../policy/retrain/retrainer-of.ts";
import type { Facts, RetrainingJobFact } from "../../vocabulary/fact.ts";
import type { RetrainingJob, StoppableJob } from "../../vocabulary/retraining-job.ts";
import type {
  StateMachineExecutionChanged,
  TrainingJobChanged,
  TuningJobChanged,
} from "../../vocabulary/signal.ts";
import type { RunningRetraining, State } from "../../vocabulary/state.ts";
import { inWords } from "../../words/duration.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { onDemandInstead, packagePlan } from "./job.ts";

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
  if (running && found && followJob(pending, running, found, policy)) return;
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

/** Writes what has become of the running retraining since; false when nothing has. */
export function followJob(
  pending: PendingEntries,
  running: RunningRetraining,
  found: RetrainingJobFact,
  policy: ModelPolicy,
): boolean {
  if (tellInterruption(pending, running, found, policy)) return true;
  return endJob(pending, running, found, policy);
}

/** Writes the end of the running retraining; false when its job has not ended. */
function endJob(
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
      `${retraining} succeeded after ${took}${savings(found)}${register ? `; what it trained is registered in ${packageGroupInWords(register.group)}` : ""}.`,
      {
        execution,
        ...(found.seconds ? { seconds: found.seconds } : {}),
        ...(register ? { register } : {}),
      },
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

/** What was trained for nothing, where that is known. */
function savings({ seconds }: RetrainingJobFact): string {
  if (!seconds || seconds.billed >= seconds.trained) return "";
  const { trained, billed } = seconds;
  return `, of ${trained} seconds ${billed} are paid for (${Math.round(100 * (1 - billed / trained))}% less)`;
}

/**
 * That spot capacity was taken back is told, and is no failure: the job goes on from its checkpoint when there is capacity
 * again. Where the policy does not wait for that any more, another one goes on in its place.
 */
function tellInterruption(
  pending: PendingEntries,
  running: RunningRetraining,
  found: RetrainingJobFact,
  policy: ModelPolicy,
): boolean {
  const { interruptions = 0, execution, status, outwaited = false } = found;
  const told = running.interruptions ?? 0;
  const isOver = status === "Succeeded" || status === "Failed" || (status === "Stopped" && !outwaited);
  if (isOver || (interruptions <= told && !outwaited)) return false;
  const next = instead(pending, running, { interruptions, outwaited }, policy);
  // What waited too long has ended, and nothing goes on: it failed.
  if (outwaited && next === null) return false;
  const what = outwaited
    ? `${running.displayName} found no spot capacity in its time`
    : `The spot capacity of ${running.displayName} was taken back, for the ${ordinal(interruptions)} time`;
  pending.write(
    "retraining-interrupted",
    next
      ? `${what}; ${next.name} goes on from its checkpoint on capacity that is not taken back.`
      : `${what}; it goes on from its checkpoint when there is capacity again.`,
    {
      execution,
      interruptions,
      ...(next ? { next, ...(outwaited ? {} : { stop: running.displayName }) } : {}),
    },
  );
  return true;
}

function instead(
  { state, now }: PendingEntries,
  { spot }: RunningRetraining,
  { interruptions, outwaited }: { readonly interruptions: number; readonly outwaited: boolean },
  policy: ModelPolicy,
): RetrainingJob | null {
  const retrainer = retrainerOf(policy.retrain);
  if (!spot || retrainer.kind !== "training-job" || retrainer.onDemandAfter === null) return null;
  // Nothing begins that a person has paused; what runs may come to its end.
  if (state.paused) return null;
  if (interruptions < retrainer.onDemandAfter && !outwaited) return null;
  return onDemandInstead({ request: spot }, { model: state.model, sequence: state.sequence + 1, now });
}

function ordinal(count: number): string {
  const rule = new Intl.PluralRules("en", { type: "ordinal" }).select(count);
  return `${count}${{ zero: "th", one: "st", two: "nd", few: "rd", many: "th", other: "th" }[rule]}`;
}

/** The retraining's job where it is Driftwheel's own: nobody waits for it after the deadline, and it would cost on. */
export function stoppable({ job, displayName }: RunningRetraining): StoppableJob | null {
  // A team's own pipeline, state machine or function may have more to do than this.
  if (job === undefined || job === "state-machine" || job === "function") return null;
  return { kind: job, name: displayName };
}

/** A function has ended well when a version is registered: nothing else tells of it. */
export function endByRegistration(pending: PendingEntries, version: number): void {
  const { retraining } = pending.state;
  if (retraining?.job !== "function") return;
  pending.write("retraining-succeeded", `${retraining.displayName} has registered version ${version}.`, {
    execution: retraining.execution ?? retraining.displayName,
  });
}
