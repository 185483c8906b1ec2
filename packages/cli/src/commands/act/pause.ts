import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function pauseCommand(context: Context): Command {
  return personCommand(
    {
      name: "pause",
      description: "Stop Driftwheel for a model: no retraining, no promotion. Harm is still rolled back.",
      verb: "pause",
      role: "operator",
    },
    context,
  );
}
