import { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { type LedgerOptions, openLedger } from "../../ledger/ledger-source.ts";
import { withLedger } from "../../options/ledger-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { entryLine } from "../../output/entry-line.ts";
import { entryTable } from "../../output/entry-table.ts";

interface Options extends LedgerOptions, OutputOptions {
  readonly all?: true;
}

export function ledgerCommand(context: Context): Command {
  const command = new Command("ledger")
    .description("List what was decided about a model, and why.")
    .argument("<model>", "name of the model in the fleet")
    .option("--all", "list confirmations of effects too (JSON always has them)");
  return withLedger(withOutput(command, "every entry as one line of JSON"), context).action(
    async (model: string, options: Options) => {
      const entries = await (await openLedger(options, context)).entries(model);
      if (isForProgram(options, context)) {
        for (const entry of entries) context.out(entryLine(entry));
        return;
      }
      if (entries.length === 0) {
        context.out(`The ledger of ${model} is empty so far.`);
        return;
      }
      const shown = options.all ? entries : entries.filter(({ kind }) => kind !== "effect-done");
      for (const row of entryTable(shown, context)) context.out(row);
    },
  );
}
