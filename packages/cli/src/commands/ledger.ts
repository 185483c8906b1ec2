import type { Entry } from "@driftwheel/core/ledger/entry.ts";
import { Command } from "commander";
import { endpointOption, tableOption } from "../aws-options.ts";
import { shortTime } from "../clock.ts";
import type { Context } from "../context.ts";
import { coloured } from "../entry-colour.ts";
import { entryLine } from "../ledger-file.ts";
import { type LedgerOptions, readLedger } from "../ledger-source.ts";
import { wrap } from "../wrap.ts";

interface Options extends LedgerOptions {
  readonly json?: true;
  readonly all?: true;
}

const narrowest = 30;

export function ledgerCommand(context: Context): Command {
  return new Command("ledger")
    .description("List what was decided about a model, and why.")
    .argument("<model>", "name of the model in the fleet")
    .option("--json", "print every entry as one line of JSON")
    .option("--all", "list confirmations of effects too (--json always has them)")
    .addOption(endpointOption(context))
    .addOption(tableOption(context))
    .action(async (model: string, options: Options) => {
      const entries = await readLedger(model, options, context);
      if (options.json) {
        for (const entry of entries) context.out(entryLine(entry));
        return;
      }
      const shown = options.all ? entries : entries.filter(({ kind }) => kind !== "effect-done");
      for (const row of listing(shown, context)) context.out(row);
    });
}

/** Time, sequence, kind and sentence in columns; long sentences go on below themselves on a terminal. */
function listing(entries: readonly Entry[], { colors, columns }: Context): readonly string[] {
  const sequenceWidth = Math.max(1, ...entries.map(({ sequence }) => String(sequence).length));
  const kindWidth = Math.max(4, ...entries.map(({ kind }) => kind.length));
  const indent = "2026-01-01 00:00:00".length + sequenceWidth + kindWidth + 6;
  const heading = `${"time (UTC)".padEnd(19)}  ${"#".padStart(sequenceWidth)}  ${"kind".padEnd(kindWidth)}  because`;
  const rows = entries.flatMap((entry) => {
    const width = columns === null ? Number.POSITIVE_INFINITY : Math.max(narrowest, columns - indent);
    const [first = "", ...rest] = wrap(entry.because, width);
    const kind = coloured(entry.kind, entry.kind.padEnd(kindWidth), colors);
    const sequence = String(entry.sequence).padStart(sequenceWidth);
    return [
      `${colors.dim(shortTime(entry.at))}  ${sequence}  ${kind}  ${first}`,
      ...rest.map((line) => " ".repeat(indent) + line),
    ];
  });
  return [colors.dim(heading), ...rows];
}
