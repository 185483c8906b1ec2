import { askedBy, type Explanation, explanationOf } from "@driftwheel/core/ledger/explanation.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { ConsoleLink } from "@driftwheel/core/words/console/console-place.ts";
import { Command } from "commander";
import { explained } from "../../api/answers.ts";
import { path } from "../../api/client.ts";
import { shortTime } from "../../context/clock.ts";
import type { Context } from "../../context/context.ts";
import { exitCode, PersonError } from "../../context/errors.ts";
import { type LedgerOptions, openLedger } from "../../ledger/ledger-source.ts";
import { withLedger } from "../../options/ledger-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { wholeNumber } from "../../options/whole-number.ts";
import { coloured } from "../../output/entry-colour.ts";
import { importantNumbers } from "../../output/numbers.ts";
import { oneLine, wrap } from "../../output/wrap.ts";

interface Options extends LedgerOptions, OutputOptions {}

/** An entry with how it came about, as the API tells it too. */
interface Explained extends Explanation {
  readonly entry: Entry;
  /** The identity of the signal that the explanation begins with; null when it begins otherwise. */
  readonly signal: string | null;
  /** Pages with what it is about; a file knows of none. */
  readonly links?: readonly ConsoleLink[] | undefined;
}

const widest = 100;

export function explainCommand(context: Context): Command {
  const command = new Command("explain")
    .description("Tell one entry of the ledger, what led to it, and what followed from it.")
    .argument("<model>", "name of the model in the fleet")
    .argument("<sequence>", "number of the entry", wholeNumber);
  return withLedger(
    withOutput(command, "{ entry, signal, before, after, links } as one line of JSON"),
    context,
  ).action(async (model: string, sequence: number, options: Options) => {
    const { api, entries } = await openLedger(options, context);
    const found = api
      ? await api.get(path("models", model, "entries", sequence), explained)
      : explanationIn(await entries(model), model, sequence);
    if (isForProgram(options, context)) {
      const { entry, signal, before, after, links } = found;
      context.out(JSON.stringify({ entry, signal, before, after, links }));
    } else for (const line of explanationLines(found, context)) context.out(line);
  });
}

function explanationIn(entries: readonly Entry[], model: string, sequence: number): Explained {
  const entry = entries.find((candidate) => candidate.sequence === sequence);
  if (!entry) {
    throw new PersonError(
      `Model "${model}" has no entry ${sequence}; it has ${entries[0]?.sequence} to ${entries.at(-1)?.sequence}.`,
      exitCode.notFound,
    );
  }
  const explanation = explanationOf(entry, entries);
  const { causedBy } = explanation.before[0] ?? entry;
  return { entry, signal: typeof causedBy === "string" ? causedBy : null, ...explanation };
}

function explanationLines(
  { entry, before, after, links = [] }: Explained,
  context: Context,
): readonly string[] {
  const { colors } = context;
  return [
    ...block(entry, context),
    ...links.map(({ label, url }) => `      ${label}: ${url}`),
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
