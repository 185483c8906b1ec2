import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function acknowledgeCommand(context: Context): Command {
  return personCommand(
    {
      name: "acknowledge",
      description: "Say that you have seen an alert and take care of it: it is escalated no more.",
      verb: "acknowledge",
      role: "operator",
      target: { field: "alert", description: "number of the alert: the entry that raised it" },
    },
    context,
  );
}
