import { resumeDetailType } from "@driftwheel/core/signals/person-request.ts";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { requestCommand } from "../person-request.ts";

export function resumeCommand(context: Context): Command {
  return requestCommand(
    {
      name: "resume",
      description: "Let Driftwheel go on with a model, and accept its endpoint as it is now.",
      detailType: resumeDetailType,
      asked: "Asked to resume",
    },
    context,
  );
}
