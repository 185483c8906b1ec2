import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function resumeCommand(context: Context): Command {
  return personCommand(
    {
      name: "resume",
      description: "Let Driftwheel go on with a model, and accept its endpoint as it is now.",
      verb: "resume",
      role: "operator",
    },
    context,
  );
}
