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
import { type Notebook, openNotebook } from "./notebook.ts";
import { decideOnExecution } from "./retraining/decide.ts";
import { decideOnNewData } from "./retraining/new-data.ts";
import { decideOnEndpoint, decideOnPoll } from "./rollout/endpoint.ts";
import { decideOnLook } from "./rollout/look.ts";
import { decideOnSweep } from "./sweep.ts";

/** A signal with what had to be found out about it. */
export interface Informed<S extends Signal = Signal> {
  readonly signal: S;
  readonly facts: Facts;
}

/**
 * What happens because of a signal: entries that continue the model's ledger, each with its reason; none when
 * the signal was decided on before. Pure: the same arguments, the same entries.
 */
export function decide(state: State, informed: Informed, policy: ModelPolicy, now: Date): readonly Entry[] {
  const { signal } = informed;
  if (isKnown(state.seen, signal.identity)) return [];
  const notes = openNotebook(state, signal.identity, now);
  dispatch(notes, informed, policy);
  raiseAlerts(notes, policy);
  return notes.entries;
}

function dispatch(notes: Notebook, { signal, facts }: Informed, policy: ModelPolicy): void {
  switch (signal.kind) {
    case "drift-reported":
    case "violations-file-created":
    case "monitor-run-finished":
      decideOnDriftEvidence(notes, signal, facts, policy);
      return;
    case "alarm-changed":
      decideOnAlarm(notes, signal, facts, policy);
      return;
    case "pipeline-execution-changed":
      decideOnExecution(notes, signal, facts);
      return;
    case "training-job-changed":
    case "processing-job-changed":
      notes.write(
        "signal-observed",
        `${signal.kind === "training-job-changed" ? "Training" : "Processing"} job ${signal.job} is ${signal.status}${
          signal.failureReason ? `: ${signal.failureReason}` : "."
        }`,
        { signal: signal.kind },
      );
      return;
    case "pipeline-step-changed":
      notes.write(
        "signal-observed",
        `Step ${signal.step} of pipeline ${signal.pipeline} is ${signal.status}${
          signal.failureReason ? `: ${signal.failureReason}` : "."
        }`,
        { signal: signal.kind },
      );
      return;
    case "model-package-changed":
      decideOnPackage(notes, signal, facts, policy);
      return;
    case "endpoint-changed":
    case "endpoint-deployment-changed":
      decideOnEndpoint(notes, signal, facts, policy);
      return;
    case "rollout-polled":
      decideOnPoll(notes, signal, facts, policy);
      return;
    case "look-read":
      decideOnLook(notes, signal, policy);
      return;
    case "effect-answered":
      decideOnAnswer(notes, signal);
      return;
    case "command-given":
      decideOnCommand(notes, signal, facts, policy);
      return;
    case "new-data-arrived":
      decideOnNewData(notes, signal, facts, policy);
      return;
    case "swept":
      decideOnSweep(notes, facts, policy);
      return;
  }
}
