import type { ModelPolicy } from "../policy/policy.ts";
import type { Facts } from "../vocabulary/fact.ts";
import type { Signal } from "../vocabulary/signal.ts";
import type { State } from "../vocabulary/state.ts";
import { raiseAlerts } from "./alerts/raise.ts";
import { decideOnTransformJob } from "./batch/jobs.ts";
import { decideOnPackage } from "./candidate/decide.ts";
import { decideOnCommand } from "./commands/command.ts";
import { tellBudget } from "./costs/budget.ts";
import { decideOnAlarm } from "./drift/alarm.ts";
import { decideOnDriftEvidence } from "./drift/decide.ts";
import { decideOnAnswer } from "./effects/answer.ts";
import { whyUnwanted } from "./effects/wanted.ts";
import { decideOnEndpoint, decideOnPoll } from "./endpoint/compare.ts";
import { type PendingEntries, pendingEntries } from "./entries/pending-entries.ts";
import { evolve, isDecided } from "./evolve.ts";
import { decideOnFreshData } from "./fresh-data/decide.ts";
import { exportJobOf, followExportJob } from "./fresh-data/export-job.ts";
import { decideOnFailedLook, restoreTrial } from "./monitoring/trial.ts";
import { decideOnWindowNotJudged } from "./monitoring/windows.ts";
import { decideOnExecution } from "./retraining/decide.ts";
import { decideOnJob } from "./retraining/job-end.ts";
import { decideOnNewData } from "./retraining/new-data.ts";
import { decideOnLook } from "./rollout/look.ts";
import { decideOnModelLeft } from "./rollout/model-left.ts";
import { decideOnPairedRead } from "./rollout/paired/look.ts";
import { decideOnShadowRead } from "./rollout/shadow/look.ts";
import { decideOnSweep } from "./sweep.ts";

/** A signal with what had to be found out about it. */
export interface SignalWithFacts<S extends Signal = Signal> {
  readonly signal: S;
  readonly facts: Facts;
}

/** Entries, and the state after them: each was folded when it was written, so that what followed was decided on it. */
type Decision = Pick<PendingEntries, "entries" | "state">;

/**
 * What happens because of a signal: entries that continue the model's ledger, each with its reason; none when
 * the signal was decided on before. Pure: the same arguments, the same entries.
 */
export function decide(state: State, observed: SignalWithFacts, policy: ModelPolicy, now: Date): Decision {
  const { signal } = observed;
  if (isDecided(state, signal)) return { entries: [], state };
  const pending = pendingEntries({ state, evolve, identity: signal.identity, now });
  dispatch(pending, observed, policy);
  conclude(pending, policy);
  return pending;
}

/** What follows from any decision once it is written: what is seen of a trial again, the budget, alerts, dropped effects. */
export function conclude(pending: PendingEntries, policy: ModelPolicy): void {
  restoreTrial(pending);
  tellBudget(pending, policy);
  raiseAlerts(pending, policy);
  dropUnwanted(pending);
}

/** Nothing waits to be done that this decision, or one before it, made pointless. */
function dropUnwanted(pending: PendingEntries): void {
  if (pending.entries.length === 0) return;
  for (const item of pending.state.outbox) {
    const why = whyUnwanted(pending.state, item);
    if (why === null) continue;
    const { kind, sequence, token } = item.effect;
    pending.write(
      "effect-dropped",
      `${kind} is not done any more: ${why}.`,
      { of: sequence, effect: kind, token },
      sequence,
    );
  }
}

function dispatch(pending: PendingEntries, { signal, facts }: SignalWithFacts, policy: ModelPolicy): void {
  switch (signal.kind) {
    case "drift-reported":
    case "violations-file-created":
    case "monitor-run-finished":
      decideOnDriftEvidence(pending, signal, facts, policy);
      return;
    case "window-not-judged":
      decideOnWindowNotJudged(pending, signal, policy);
      return;
    case "alarm-changed":
      decideOnAlarm(pending, signal, facts, policy);
      return;
    case "pipeline-execution-changed":
      decideOnExecution(pending, signal, facts);
      return;
    case "training-job-changed":
    case "tuning-job-changed":
    case "state-machine-execution-changed":
      decideOnJob(pending, signal, facts, policy);
      return;
    case "transform-job-changed":
      decideOnTransformJob(pending, signal, facts, policy);
      return;
    case "data-file-created":
    case "feature-group-changed":
      decideOnFreshData(pending, signal.kind, facts, policy);
      return;
    case "processing-job-changed": {
      const exported = exportJobOf(signal, policy);
      if (exported) {
        followExportJob(pending, exported.source, exported.job, signal.kind);
        return;
      }
      pending.write(
        "signal-observed",
        `Processing job ${signal.job} is ${signal.status}${
          signal.failureReason ? `: ${signal.failureReason}` : "."
        }`,
        { signal: signal.kind },
      );
      return;
    }
    case "pipeline-step-changed":
      pending.write(
        "signal-observed",
        `Step ${signal.step} of pipeline ${signal.pipeline} is ${signal.status}${
          signal.failureReason ? `: ${signal.failureReason}` : "."
        }`,
        { signal: signal.kind },
      );
      return;
    case "model-package-changed":
      decideOnPackage(pending, signal, facts, policy);
      return;
    case "endpoint-changed":
    case "endpoint-deployment-changed":
      decideOnEndpoint(pending, signal, facts, policy);
      return;
    case "rollout-polled":
      decideOnPoll(pending, signal, facts, policy);
      return;
    case "look-read":
      decideOnLook(pending, signal, facts, policy);
      return;
    case "shadow-read":
      decideOnShadowRead(pending, signal, facts, policy);
      return;
    case "paired-read":
      decideOnPairedRead(pending, signal, facts, policy);
      return;
    case "look-failed":
      decideOnFailedLook(pending, signal);
      return;
    case "effect-answered":
      decideOnAnswer(pending, signal, facts, policy);
      return;
    case "command-given":
      decideOnCommand(pending, signal, facts, policy);
      return;
    case "new-data-arrived":
      decideOnNewData(pending, signal, facts, policy);
      return;
    case "model-left":
      decideOnModelLeft(pending, policy);
      return;
    case "swept":
      decideOnSweep(pending, facts, policy);
      return;
  }
}
