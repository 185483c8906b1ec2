import type { ModelState } from "../api/api-types.ts";
import { counted, figure } from "../words/numbers.ts";
import { onTrialWords, versionWords } from "../words/packages.ts";
import type { ModelCommand } from "./command.ts";

/** A command as its button and its dialog say it. */
export interface CommandWords {
  /** `Roll back`, as buttons have it. */
  readonly label: string;
  /** What it is for, in a line. */
  readonly about: string;
  /** The dialog's question. */
  readonly title: string;
  /** What happens when it is confirmed. */
  readonly consequence: string;
  readonly confirm: string;
  /** Whether it takes something away that serves or runs now. */
  readonly dangerous: boolean;
}

/** @param version that a trial is started of; null where none is chosen */
export function commandWords(command: ModelCommand, state: ModelState, version: number | null): CommandWords {
  const { model, champion, rollout } = state;
  const serving = versionWords(champion?.version ?? null);
  const challenger = versionWords(rollout?.challenger.version ?? null);
  const onTrial = rollout ? onTrialWords(rollout) : challenger;
  switch (command) {
    case "retrain":
      return {
        label: "Retrain",
        about: "Train a new version now, drift or not",
        title: `Retrain ${model} now?`,
        consequence: `A retraining starts, whatever the drift says, and costs what a run costs. What comes of it goes through the gate; ${serving} serves on.`,
        confirm: "Retrain",
        dangerous: false,
      };
    case "start-rollout":
      return {
        label: "Start a rollout",
        about: "Put an approved version on trial",
        title: `Start a rollout of ${model}?`,
        consequence: `${capital(versionWords(version))} goes on trial against ${serving}, with a small share of the traffic at first.`,
        confirm: version === null ? "Start" : `Start version ${version}`,
        dangerous: false,
      };
    case "promote":
      return rollout?.phase === "baking"
        ? {
            label: "Promote",
            about: "End the watch after the promotion now",
            title: `End the bake of ${challenger}?`,
            consequence: `${capital(challenger)} is not watched any more, and the version before it leaves the endpoint.`,
            confirm: "End the bake",
            dangerous: true,
          }
        : {
            label: "Promote",
            about: "End the trial with the challenger",
            title: `Promote ${challenger} of ${model} now?`,
            consequence: `${capital(challenger)} gets all of the traffic, whatever the evidence says so far: ${figure(rollout?.weight, "percent")} now, after ${counted(rollout?.looks ?? 0, "look")}.`,
            confirm: `Promote ${challenger}`,
            dangerous: true,
          };
    case "roll-back":
      return {
        label: "Roll back",
        about: "End the trial with the old champion",
        title: `Roll ${onTrial} of ${model} back?`,
        consequence: `${capital(versionWords(rollout?.champion.version ?? null))} gets all of the traffic, and ${onTrial} ${rollout?.others?.length ? "leave" : "leaves"} the endpoint.`,
        confirm: "Roll back",
        dangerous: true,
      };
    case "undo":
      return {
        label: "Undo",
        about: "Take the last promotion back",
        title: `Undo the last promotion of ${model}?`,
        consequence: `The version that served before ${serving} comes back, without a gate and without looks.`,
        confirm: "Undo the promotion",
        dangerous: true,
      };
    case "pause":
      return {
        label: "Pause",
        about: "Let nothing begin until someone resumes",
        title: `Pause ${model}?`,
        consequence: `No retraining, no rollout and no promotion begins until someone resumes. Harm still rolls a trial back; ${serving} serves on.`,
        confirm: "Pause",
        dangerous: false,
      };
    case "resume":
      return {
        label: "Resume",
        about: "Go on with what was paused or held",
        title: `Resume ${model}?`,
        consequence: state.held
          ? "The endpoint is accepted as it is now, and Driftwheel goes on from there."
          : "What waited goes on: approved versions get their trial, and drift is answered again.",
        confirm: "Resume",
        dangerous: false,
      };
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
