import { versionsInWords } from "@driftwheel/core/words/versions.ts";
import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function rollbackCommand(context: Context): Command {
  return personCommand(
    {
      name: "rollback",
      description: "End a trial now: the champion takes all of the traffic again.",
      verb: "roll-back",
      role: "operator",
      question: ({ model, rollout }) =>
        `Roll back ${rollout ? versionsInWords([rollout.challenger, ...(rollout.others ?? []).map(({ challenger }) => challenger)]) : "the challenger"} of ${model} now?`,
    },
    context,
  );
}
