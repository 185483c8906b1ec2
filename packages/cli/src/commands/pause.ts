import { pauseDetailType } from "@driftwheel/core/signals/person-request.ts";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { requestCommand } from "../person-request.ts";

export function pauseCommand(context: Context): Command {
  return requestCommand(
    {
      name: "pause",
      description:
        "Stop Driftwheel's hands for a model: no retraining, no promotion. Harm is still rolled back.",
      detailType: pauseDetailType,
      asked: "Asked to pause",
    },
    context,
  );
}
