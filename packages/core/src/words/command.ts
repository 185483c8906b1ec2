import type { Command } from "../vocabulary/command.ts";

/** What a command asks for, to stand after "asked to". */
export function commandInWords(command: Command): string {
  switch (command.name) {
    case "retrain":
      return "retrain";
    case "approve":
    case "reject":
      return `${command.name} version ${command.version}`;
    case "start-rollout":
      return `start the rollout of version ${command.version}`;
    case "promote":
      return "promote the challenger now";
    case "roll-back":
      return "roll the trial back now";
    case "undo":
      return "undo the last promotion";
    case "pause":
    case "resume":
      return `${command.name} the model`;
    case "acknowledge":
      return `acknowledge alert ${command.alert}`;
    case "test-alerts":
      return `send a test alert at ${command.severities.join(", ")}`;
  }
}
