import { Command } from "commander";
import { modelState } from "../../api/answers.ts";
import { path } from "../../api/client.ts";
import type { Context } from "../../context/context.ts";
import { type LedgerOptions, openReader } from "../../ledger/ledger-source.ts";
import { withLedger } from "../../options/ledger-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { statusLines } from "../../output/status-lines.ts";

export function statusCommand(context: Context): Command {
  const command = new Command("status")
    .description("Tell what a model is at: what serves, what is on trial, what waits for a person.")
    .argument("<model>", "name of the model in the fleet");
  return withLedger(withOutput(command, "the model's state as one line of JSON"), context).action(
    async (model: string, options: LedgerOptions & OutputOptions) => {
      const state = await (await openReader(options, context)).get(path("models", model), modelState);
      if (isForProgram(options, context)) context.out(JSON.stringify(state));
      else for (const line of statusLines(state, context)) context.out(line);
    },
  );
}
