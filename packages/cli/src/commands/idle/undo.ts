import type { UndoAnswer, UndoRequest } from "@driftwheel/core/idle/undo.ts";
import { Command, Option } from "commander";
import { pointTo } from "../../api/aws-client.ts";
import type { AwsOptions, Context } from "../../context/context.ts";
import { exitCode, messageOf, PersonError } from "../../context/errors.ts";
import { endpointOption, tableOption } from "../../options/aws-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { someText } from "../act/give.ts";

interface Options extends AwsOptions, OutputOptions {
  readonly table: string;
  readonly function?: string;
  readonly because: string;
}

export function idleUndoCommand(context: Context): Command {
  const command = new Command("undo")
    .description(
      "Take back what was done to an idle resource: start it, make it or set it as it was. It is left alone for a while then.",
    )
    .argument("<resource>", "as driftwheel idle lists it, such as notebook-instance/shore")
    .requiredOption("--because <text>", "why; written to the ledger", someText)
    .addOption(
      new Option(
        "--function <name>",
        "the function idle, which is called (default: DRIFTWHEEL_IDLE_FUNCTION, or the table's name with idle in place of ledger)",
      ),
    )
    .addOption(endpointOption(context))
    .addOption(tableOption(context));
  return withOutput(command, "{ result, why } as one line of JSON").action(
    async (resource: string, _options: Options, called: Command) => {
      // Some of its options are the parent's, too, which takes them where they are typed.
      const options = called.optsWithGlobals<Options>();
      const { because } = options;
      const answer = await undone(
        { resource, by: context.user(), because },
        functionOf(options, context),
        options,
      );
      if (isForProgram(options, context)) context.out(JSON.stringify(answer));
      else context.out(`${resource}: ${answer.why}`);
      if (answer.result === "refused") throw new PersonError("Nothing was taken back.", exitCode.refused);
      if (answer.result === "pending") context.hint("It is under way; the next run goes on with it.");
    },
  );
}

function functionOf(options: Options, { environment }: Context): string {
  return (
    options.function ?? environment.DRIFTWHEEL_IDLE_FUNCTION ?? `${options.table.replace(/ledger$/, "")}idle`
  );
}

/** @throws PersonError when the function cannot be called, or failed. */
async function undone(undo: UndoRequest, name: string, { endpointUrl }: Options): Promise<UndoAnswer> {
  const { askUndo } = await import("@driftwheel/aws/idle/ask-undo.ts");
  if (endpointUrl) pointTo(endpointUrl);
  try {
    return await askUndo(name, undo);
  } catch (error) {
    throw new PersonError(`Nothing was taken back: ${messageOf(error)}`, undefined, { cause: error });
  }
}
