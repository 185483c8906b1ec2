import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function rejectCommand(context: Context): Command {
  return personCommand(
    {
      name: "reject",
      description: "Reject a candidate: it never serves.",
      verb: "reject",
      role: "approver",
      target: { field: "version", description: "version of the model package" },
      question: ({ model }, version) => `Reject version ${version} of ${model}?`,
    },
    context,
  );
}
