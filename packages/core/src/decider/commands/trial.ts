import type { State } from "../../vocabulary/state.ts";
import { valueInWords } from "../../words/value.ts";
import { onTrialInWords } from "../rollout/challengers/each.ts";

/** Why a trial cannot be rolled back now, in words; null when it can. */
export function obstacleToEnd({ rollout }: State): string | null {
  if (!rollout) return "no version is on trial.";
  const trial = `the trial of ${onTrialInWords(rollout)}`;
  switch (rollout.phase) {
    case "promoting":
      return rollout.bake || rollout.undoes ? `${trial} is over: it is being promoted.` : null;
    case "rolling-back":
      return `${trial} is over: it is being rolled back.`;
    case "held":
      return `${trial} is held, and Driftwheel does not touch the endpoint; resume the model first.`;
    case "deploying":
    case "preparing":
    case "shadowing":
    case "looking":
    case "baking":
    case "shifting":
      return null;
  }
}

/** Why a challenger cannot be promoted now, in words; null when it can. */
export function obstacleToPromotion(state: State): string | null {
  const { rollout, paused } = state;
  const over = obstacleToEnd(state);
  if (over || !rollout) return over;
  if (rollout.phase === "promoting")
    return `the trial of version ${rollout.challenger.version} is over: it is being promoted.`;
  if (paused)
    return `the model was paused by ${paused.by} at ${paused.since}: ${paused.reason}. Resume it first.`;
  if (rollout.phase === "deploying" && rollout.guardrails)
    return `SageMaker deploys version ${rollout.challenger.version} by its guardrails, and takes no other change until that has ended; it promotes it by itself when no alarm goes off.`;
  if (rollout.phase === "deploying")
    return `the trial of ${onTrialInWords(rollout)} is still being put on the endpoint (deploying); ask again when it serves.`;
  return rollout.change
    ? `the endpoint is busy with the change before (${valueInWords(rollout.phase)}); ask again.`
    : null;
}
