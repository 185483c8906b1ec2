import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function promoteCommand(context: Context): Command {
  return personCommand(
    {
      name: "promote",
      description: "End a trial now: the challenger takes all of the traffic.",
      verb: "promote",
      role: "approver",
      question: ({ model, rollout }) =>
        `Promote ${rollout ? `version ${rollout.challenger.version}` : "the challenger"} of ${model} to all of the traffic now?`,
    },
    context,
  );
}
