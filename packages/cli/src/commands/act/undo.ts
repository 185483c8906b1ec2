import type { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { personCommand } from "./person-command.ts";

export function undoCommand(context: Context): Command {
  return personCommand(
    {
      name: "undo",
      description: "Take the last promotion back: the champion before it serves again.",
      verb: "undo",
      role: "operator",
      question: ({ model }) => `Take the last promotion of ${model} back now?`,
    },
    context,
  );
}
