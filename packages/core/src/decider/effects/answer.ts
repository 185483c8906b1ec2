import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { EffectAnswered } from "../../vocabulary/signal.ts";
import type { OutboxItem } from "../../vocabulary/state.ts";
import { deployedInWords } from "../../vocabulary/trial/deployed-name.ts";
import { compareWith } from "../endpoint/compare.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endRolledBack, hold, rollBack } from "../rollout/end.ts";

/** What the outside answered to an effect, and what follows from it. */
export function decideOnAnswer(
  pending: PendingEntries,
  signal: EffectAnswered,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const item = pending.state.outbox.find(({ effect }) => effect.token === signal.token);
  // Confirmed by another delivery, or no longer wanted.
  if (!item) return;
  const { outcome } = signal;
  if (outcome.ok) done(pending, signal, outcome.answer);
  // It stays open, and is tried again: on an endpoint as expected, or not at all once the reading is believed.
  else if ("found" in outcome) compareWith(pending, outcome.found, facts, policy);
  else refused(pending, signal, item, outcome, policy);
}

function done(
  pending: PendingEntries,
  signal: EffectAnswered,
  answer: Readonly<Record<string, string>>,
): void {
  const { retraining } = pending.state;
  const told = Object.entries(answer).map(([name, value]) => `${name} ${value}`);
  pending.write(
    "effect-done",
    `${signal.effect} is done${told.length > 0 ? `: ${told.join(", ")}` : ""}.`,
    { ...askedOf(signal), answer },
    signal.sequence,
  );
  const started = signal.effect === "start-pipeline" || signal.effect === "start-retraining";
  if (started && retraining?.sequence === signal.sequence && answer.execution) {
    const what = signal.effect === "start-pipeline" ? "The pipeline execution" : "What retrains";
    pending.write(
      "retraining-started",
      `${what} is ${answer.execution}.`,
      { execution: answer.execution },
      signal.sequence,
    );
  }
}

/** A refusal that may pass is told once and tried again until its time is over; an alert is tried until it is told. */
function refused(
  pending: PendingEntries,
  signal: EffectAnswered,
  { refused: before }: OutboxItem,
  { error, tryFor }: { readonly error: string; readonly tryFor?: number },
  policy: ModelPolicy,
): void {
  const asked = askedOf(signal);
  const text = `${signal.effect} was refused: ${error}`;
  if (signal.effect === "send-alert") {
    if (before) return;
    const again = "It is tried again until it is told, or what it tells of is over.";
    pending.write("effect-failed", `${text} ${again}`, { ...asked, error, again: true }, signal.sequence);
    return;
  }
  const { now } = pending;
  if (tryFor !== undefined) {
    // Since the first refusal of any kind; the one that may take longest to pass says for how long.
    const since = before ? Date.parse(before.since) : now.getTime();
    const known = before?.until ? Date.parse(before.until) : Number.NEGATIVE_INFINITY;
    const until = Math.max(known, since + tryFor);
    if (until > known && now.getTime() <= until) {
      const end = new Date(until).toISOString();
      pending.write(
        "effect-postponed",
        `${text} That may pass: it is tried again until ${end}.`,
        { ...asked, error, until: end },
        signal.sequence,
      );
    }
    if (now.getTime() <= until) return;
  }
  const failed = pending.write("effect-failed", text, { ...asked, error }, signal.sequence);
  afterRefusal(pending, signal, error, failed.sequence, policy);
}

function askedOf({ sequence, effect, token }: EffectAnswered) {
  return { of: sequence, effect, token };
}

function afterRefusal(
  pending: PendingEntries,
  { effect, sequence }: EffectAnswered,
  error: string,
  cause: number,
  policy: ModelPolicy,
): void {
  const { retraining, rollout, unregistered } = pending.state;
  if ((effect === "start-pipeline" || effect === "start-retraining") && retraining?.sequence === sequence) {
    pending.write(
      "retraining-failed",
      `${effect === "start-pipeline" ? "The pipeline" : retraining.displayName} could not be started: ${error}`,
      { execution: null, reason: error, neverStarted: true },
      cause,
    );
  }
  if (effect === "register-package" && unregistered?.sequence === sequence) {
    pending.write(
      "retraining-failed",
      `What was trained could not be registered: ${error}`,
      { execution: unregistered.execution, reason: error, registeredNothing: true },
      cause,
    );
  }
  if (!rollout) return;
  if (
    ["deploy-trial", "deploy-guarded", "create-endpoint"].includes(effect) &&
    rollout.phase === "deploying"
  ) {
    if (rollout.shadow?.over) {
      // What serves still has the shadow, which has to go.
      rollBack(pending, policy, `The trial could not be put on the endpoint: ${error}`, cause);
      return;
    }
    endRolledBack(pending, rollout, {
      because: `${rollout.apart ? `The challenger's ${deployedInWords(rollout.apart.endpoint)} could not be created` : "The challenger could not be put on the endpoint, which was not changed"}: ${error}`,
      reason: error,
      config: rollout.originalConfig,
      cause,
    });
    return;
  }
  const preparing = rollout.phase === "preparing" && rollout.change?.sequence === sequence;
  // Scaling that cannot be taken off is no end: SageMaker says of the config that follows whether it takes it.
  if (
    ["deploy-winner", "restore-config", "start-rollout", "set-route", "set-model-route"].includes(effect) ||
    preparing
  ) {
    hold(pending, `${effect} was refused: ${error}`, cause);
  }
  // When weights cannot be shifted on the way back, restoring the config follows all the same.
  if (effect === "shift-weights" && rollout.phase !== "rolling-back")
    hold(pending, `${effect} was refused: ${error}`, cause);
}
