import { Command } from "commander";
import { type ApiOptions, withApi } from "../../api/address.ts";
import { modelState } from "../../api/answers.ts";
import { openApi, path } from "../../api/client.ts";
import type { Context } from "../../context/context.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { statusLines } from "../../output/status-lines.ts";

export function statusCommand(context: Context): Command {
  const command = new Command("status")
    .description("Tell what a model is at: what serves, what is on trial, what waits for a person.")
    .argument("<model>", "name of the model in the fleet");
  return withApi(withOutput(command, "the model's state as one line of JSON")).action(
    async (model: string, options: ApiOptions & OutputOptions) => {
      const state = await openApi(options, context).get(path("models", model), modelState);
      if (isForProgram(options, context)) context.out(JSON.stringify(state));
      else for (const line of statusLines(state, context)) context.out(line);
    },
  );
}
