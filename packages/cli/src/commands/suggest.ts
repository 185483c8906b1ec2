import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { suggest } from "@driftwheel/core/replay/suggestion/suggest.ts";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Context } from "../context/context.ts";
import { exitCode, messageOf, PersonError } from "../context/errors.ts";
import { defaultFleet, loadFleet } from "../context/fleet.ts";
import { policyOf } from "../context/policy-of.ts";
import { type LedgerOptions, openLedger } from "../ledger/ledger-source.ts";
import { withLedger } from "../options/ledger-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";
import { suggestionLines } from "../output/suggestions/suggestion-lines.ts";
import { suggestionPicture } from "../output/suggestions/suggestion-picture.ts";

interface Options extends LedgerOptions, OutputOptions {
  readonly fleet?: string;
  readonly atMost?: number;
  readonly picture?: string;
}

export function suggestCommand(context: Context): Command {
  const command = new Command("suggest")
    .description(
      "Tell which sensitivity, floor and window a model's own past speaks for; nothing is applied.",
    )
    .argument("<model>", "name of the model in the fleet")
    .option("--fleet <path>", `module with the fleet whose policy it has now (default: ${defaultFleet})`)
    .addOption(
      new Option(
        "--at-most <number>",
        "false alarms a year that are borne; as many as the policy promises unless given",
      ).argParser(positive),
    )
    .option("--picture <file.svg>", "draw false alarms against delay into this file as well");
  command.addHelpText("after", rule);
  const form = "{ model, result, restsOn, sensitivity, floors, windows, suggested } as one line of JSON";
  return withLedger(withOutput(command, form), context).action(async (model: string, options: Options) => {
    const fleet = await loadFleet(options.fleet, context);
    if (!fleet) {
      throw new PersonError(`There is no ${defaultFleet} here; name one with --fleet.`, exitCode.usage);
    }
    const policy = policyOf(fleet, model);
    const entries = await (await openLedger(options, context)).entries(model);
    const suggestion = suggest(model, entries, policy, options.atMost);
    if (isForProgram(options, context)) context.out(JSON.stringify(suggestion));
    else for (const line of suggestionLines(suggestion, context)) context.out(line);
    if (suggestion.result === "not-enough-data") {
      throw new PersonError(`Not enough data: ${suggestion.why}`, exitCode.notEnoughData);
    }
    if (options.picture !== undefined) {
      const file = resolve(context.directory, options.picture);
      try {
        await writeFile(file, suggestionPicture(suggestion));
      } catch (error) {
        throw new PersonError(`${options.picture} cannot be written: ${messageOf(error)}`, undefined, {
          cause: error,
        });
      }
      context.hint(`Wrote ${options.picture}.`);
    }
  });
}

const rule = `
False alarms are expected by the model's own windows outside drift, drawn anew in blocks of a day of hours; delays are those
of a lasting shift by one standard deviation of a window's score. What the ledger confirmed counts as drift. Ends with ${exitCode.notEnoughData}
where the past is too short to tell.`;

function positive(typed: string): number {
  const number = Number(typed);
  if (typed.trim() !== "" && Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError("It is a number above 0.");
}
