import type { EffectAnswered } from "../vocabulary/signal.ts";
import type { PendingEntries } from "./entries/pending-entries.ts";
import { endRolledBack, hold } from "./rollout/end.ts";

/** What the outside answered to an effect, and what follows from it. */
export function decideOnAnswer(pending: PendingEntries, signal: EffectAnswered): void {
  const { state } = pending;
  if (!state.outbox.some(({ effect }) => effect.token === signal.token)) return;
  const asked = { of: signal.sequence, effect: signal.effect, token: signal.token };
  if (!signal.outcome.ok) {
    const { error } = signal.outcome;
    const failed = pending.write(
      "effect-failed",
      `${signal.effect} was refused: ${error}`,
      { ...asked, error },
      signal.sequence,
    );
    afterRefusal(pending, signal.effect, error, failed.sequence);
    return;
  }
  const { answer } = signal.outcome;
  const told = Object.entries(answer).map(([name, value]) => `${name} ${value}`);
  pending.write(
    "effect-done",
    `${signal.effect} is done${told.length > 0 ? `: ${told.join(", ")}` : ""}.`,
    { ...asked, answer },
    signal.sequence,
  );
  if (
    signal.effect === "start-pipeline" &&
    state.retraining?.sequence === signal.sequence &&
    answer.execution
  ) {
    pending.write(
      "retraining-started",
      `The pipeline execution is ${answer.execution}.`,
      { execution: answer.execution },
      signal.sequence,
    );
  }
}

function afterRefusal(pending: PendingEntries, effect: string, error: string, cause: number): void {
  const { retraining, rollout } = pending.state;
  if (effect === "start-pipeline" && retraining) {
    pending.write(
      "retraining-failed",
      `The pipeline could not be started: ${error}`,
      { execution: null, reason: error },
      cause,
    );
  }
  if (!rollout) return;
  if (effect === "deploy-trial" && rollout.phase === "deploying") {
    endRolledBack(pending, rollout, {
      because: `The challenger could not be put on the endpoint, which was not changed: ${error}`,
      reason: error,
      config: rollout.originalConfig,
      cause,
    });
    return;
  }
  if (["deploy-winner", "restore-config", "start-rollout"].includes(effect)) {
    hold(pending, `${effect} was refused: ${error}`, cause);
  }
  // When weights cannot be shifted on the way back, restoring the config follows all the same.
  if (effect === "shift-weights" && rollout.phase === "shifting")
    hold(pending, `${effect} was refused: ${error}`, cause);
}
