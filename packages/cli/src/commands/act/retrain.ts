import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function retrainCommand(context: Context): Command {
  return personCommand(
    {
      name: "retrain",
      description: "Retrain a model now, whatever its drift.",
      verb: "retrain",
      role: "operator",
    },
    context,
  );
}
