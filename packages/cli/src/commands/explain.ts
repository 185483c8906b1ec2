import type { Entry } from "@driftwheel/core/ledger/entry.ts";
import { askedBy, type Story, storyOf } from "@driftwheel/core/ledger/story.ts";
import { Command, InvalidArgumentError } from "commander";
import { endpointOption, tableOption } from "../aws-options.ts";
import { shortTime } from "../clock.ts";
import type { Context } from "../context.ts";
import { coloured } from "../entry-colour.ts";
import { PersonError } from "../errors.ts";
import { type LedgerOptions, readLedger } from "../ledger-source.ts";
import { importantNumbers } from "../numbers.ts";
import { oneLine, wrap } from "../wrap.ts";

interface Options extends LedgerOptions {
  readonly json?: true;
}

const widest = 100;

export function explainCommand(context: Context): Command {
  return new Command("explain")
    .description("Tell one entry of the ledger, what led to it, and what followed from it.")
    .argument("<model>", "name of the model in the fleet")
    .argument("<sequence>", "number of the entry", sequenceNumber)
    .option("--json", "print { entry, signal, before, after } as one line of JSON")
    .addOption(endpointOption(context))
    .addOption(tableOption(context))
    .action(async (model: string, sequence: number, options: Options) => {
      const entries = await readLedger(model, options, context);
      const entry = entries.find((candidate) => candidate.sequence === sequence);
      if (!entry) {
        throw new PersonError(
          `Model "${model}" has no entry ${sequence}; it has ${entries[0]?.sequence} to ${entries.at(-1)?.sequence}.`,
        );
      }
      const story = storyOf(entry, entries);
      if (options.json) {
        const first = story.before[0] ?? entry;
        context.out(
          JSON.stringify({ entry, signal: signalOf(first), before: story.before, after: story.after }),
        );
        return;
      }
      for (const line of told(entry, story, context)) context.out(line);
    });
}

function sequenceNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1 on.");
  return Number(text);
}

/** The identity of the signal that an entry came from, or null when another entry asked for it. */
function signalOf(entry: Entry): string | null {
  return typeof entry.causedBy === "string" ? entry.causedBy : null;
}

function told(entry: Entry, { before, after }: Story, context: Context): readonly string[] {
  const { colors } = context;
  return [
    ...block(entry, context),
    "",
    colors.bold("What led to it"),
    ...(before.length > 0
      ? before.flatMap((earlier) => [...cause(earlier, context), ...block(earlier, context)])
      : ["  Nothing earlier in the ledger."]),
    ...cause(entry, context),
    `  -> #${entry.sequence}, told above`,
    "",
    colors.bold("What followed from it"),
    ...(after.length > 0
      ? after.map(
          (later) => `  #${later.sequence}  ${shortTime(later.at)}  ${later.kind}: ${oneLine(later.because)}`,
        )
      : ["  Nothing yet."]),
  ];
}

/** Says which signal came in, where one did; an entry that another asked for needs no word. */
function cause(entry: Entry, { colors }: Context): readonly string[] {
  return askedBy(entry) === null ? [colors.dim(`  Signal: ${oneLine(String(entry.causedBy))}`)] : [];
}

function block(entry: Entry, { colors, columns }: Context): readonly string[] {
  const width = Math.min(columns ?? widest, widest) - 6;
  const heading = `  #${entry.sequence}  ${shortTime(entry.at)} UTC  ${entry.kind}`;
  return [
    coloured(entry.kind, heading, colors),
    ...wrap(entry.because, width).map((line) => `      ${line}`),
    ...numbersOf(entry).map((line) => colors.dim(`        ${oneLine(line)}`)),
  ];
}

/** Entries are never rewritten, so old ones may lack what today's have; then their data is shown as it is. */
function numbersOf(entry: Entry): readonly string[] {
  try {
    return importantNumbers(entry);
  } catch (error) {
    if (error instanceof TypeError) return [JSON.stringify(entry.data)];
    throw error;
  }
}
