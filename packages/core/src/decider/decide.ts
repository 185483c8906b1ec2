import type { ModelPolicy } from "../policy/policy.ts";
import type { Entry } from "../vocabulary/entry.ts";
import type { Facts } from "../vocabulary/fact.ts";
import { isKnown } from "../vocabulary/identities.ts";
import type { Signal } from "../vocabulary/signal.ts";
import type { State } from "../vocabulary/state.ts";
import { raiseAlerts } from "./alerts/raise.ts";
import { decideOnPackage } from "./candidate/decide.ts";
import { decideOnCommand } from "./commands/command.ts";
import { decideOnAlarm } from "./drift/alarm.ts";
import { decideOnDriftEvidence } from "./drift/decide.ts";
import { decideOnAnswer } from "./effect-answer.ts";
import { type PendingEntries, pendingEntries } from "./entries/pending-entries.ts";
import { evolve } from "./evolve.ts";
import { decideOnExecution } from "./retraining/decide.ts";
import { decideOnNewData } from "./retraining/new-data.ts";
import { decideOnEndpoint, decideOnPoll } from "./rollout/endpoint.ts";
import { decideOnLook } from "./rollout/look.ts";
import { decideOnSweep } from "./sweep.ts";

/** A signal with what had to be found out about it. */
export interface SignalWithFacts<S extends Signal = Signal> {
  readonly signal: S;
  readonly facts: Facts;
}

/**
 * What happens because of a signal: entries that continue the model's ledger, each with its reason; none when
 * the signal was decided on before. Pure: the same arguments, the same entries.
 */
export function decide(
  state: State,
  observed: SignalWithFacts,
  policy: ModelPolicy,
  now: Date,
): readonly Entry[] {
  const { signal } = observed;
  if (isKnown(state.seen, signal.identity)) return [];
  const pending = pendingEntries({ state, evolve, identity: signal.identity, now });
  dispatch(pending, observed, policy);
  raiseAlerts(pending, policy);
  return pending.entries;
}

function dispatch(pending: PendingEntries, { signal, facts }: SignalWithFacts, policy: ModelPolicy): void {
  switch (signal.kind) {
    case "drift-reported":
    case "violations-file-created":
    case "monitor-run-finished":
      decideOnDriftEvidence(pending, signal, facts, policy);
      return;
    case "alarm-changed":
      decideOnAlarm(pending, signal, facts, policy);
      return;
    case "pipeline-execution-changed":
      decideOnExecution(pending, signal, facts);
      return;
    case "training-job-changed":
    case "processing-job-changed":
      pending.write(
        "signal-observed",
        `${signal.kind === "training-job-changed" ? "Training" : "Processing"} job ${signal.job} is ${signal.status}${
          signal.failureReason ? `: ${signal.failureReason}` : "."
        }`,
        { signal: signal.kind },
      );
      return;
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
      decideOnLook(pending, signal, policy);
      return;
    case "effect-answered":
      decideOnAnswer(pending, signal);
      return;
    case "command-given":
      decideOnCommand(pending, signal, facts, policy);
      return;
    case "new-data-arrived":
      decideOnNewData(pending, signal, facts, policy);
      return;
    case "swept":
      decideOnSweep(pending, facts, policy);
      return;
  }
}
