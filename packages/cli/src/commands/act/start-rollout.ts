import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function startRolloutCommand(context: Context): Command {
  return personCommand(
    {
      name: "start-rollout",
      description: "Put an approved version on trial with live traffic.",
      verb: "start-rollout",
      role: "operator",
      target: { field: "version", description: "version of the model package" },
    },
    context,
  );
}
