import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function approveCommand(context: Context): Command {
  return personCommand(
    {
      name: "approve",
      description: "Approve a candidate: it goes on trial with live traffic next.",
      verb: "approve",
      role: "approver",
      target: { field: "version", description: "version of the model package" },
      question: ({ model }, version) => `Approve version ${version} of ${model}?`,
    },
    context,
  );
}
