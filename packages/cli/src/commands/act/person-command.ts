import { Command, InvalidArgumentError } from "commander";
import { type ApiOptions, withApi } from "../../api/address.ts";
import { type CommandAnswer, commandAnswer, type ModelState, modelState } from "../../api/answers.ts";
import { openApi, path } from "../../api/client.ts";
import { inConflict } from "../../api/conflict.ts";
import { type Role, taken } from "../../api/problem.ts";
import type { Context } from "../../context/context.ts";
import { exitCode, PersonError } from "../../context/errors.ts";
import { keyOption } from "../../options/key-option.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { wholeNumber } from "../../options/whole-number.ts";
import { entryTable } from "../../output/entry-table.ts";
import { oneLine } from "../../output/wrap.ts";

interface Target {
  /** Name of the argument and of the field that is sent. */
  readonly field: "version" | "alert";
  readonly description: string;
}

export interface PersonCommand {
  readonly name: string;
  readonly description: string;
  /** Last part of the API's path. */
  readonly verb: string;
  readonly role: Role;
  /** What of the model it is about, where it is not the model itself. */
  readonly target?: Target;
  /** What is asked before it is done, on a terminal; without it nothing is asked. */
  readonly question?: (state: ModelState, target: number | null) => string;
}

interface Options extends ApiOptions, OutputOptions {
  readonly because: string;
  readonly key?: string;
  readonly yes?: true;
}

/** A command by which a person tells Driftwheel what to do with one model; all of them differ in words only. */
export function personCommand(described: PersonCommand, context: Context): Command {
  const { name, description, target, question } = described;
  const command = new Command(name)
    .description(description)
    .argument("<model>", "name of the model in the fleet");
  if (target) command.argument(`<${target.field}>`, target.description, wholeNumber);
  command.requiredOption("--because <text>", "why; written to the ledger", someText).addOption(keyOption());
  if (question) command.option("--yes", "do not ask before it is done");
  withApi(withOutput(command, "the API's { result, sequence, entries, why } as one line of JSON"));
  return command.action(async (model: string, ...rest: readonly unknown[]) => {
    const number = target && typeof rest[0] === "number" ? rest[0] : null;
    await give(described, { model, number, options: command.opts<Options>() }, context);
  });
}

interface Given {
  readonly model: string;
  readonly number: number | null;
  readonly options: Options;
}

async function give(
  { verb, role, target, question }: PersonCommand,
  { model, number, options }: Given,
  context: Context,
): Promise<void> {
  const api = openApi(options, context);
  const state = await api.get(path("models", model), modelState);
  if (question && !options.yes) await assertAgreed(question(state, number), context);
  const body = {
    reason: options.because,
    expectedSequence: state.sequence,
    ...(target && number !== null ? { [target.field]: number } : {}),
  };
  const key = options.key ?? context.newKey();
  try {
    const answer = await api.post(path("models", model, verb), { key, role, body }, commandAnswer);
    showAnswer(answer, isForProgram(options, context), context);
  } catch (error) {
    throw await inConflict(error, { api, model, seen: state.sequence }, context);
  }
}

function someText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") throw new InvalidArgumentError("It is empty; say why in a few words.");
  return trimmed;
}

/**
 * Asks the person at the terminal; where there is none, nothing is asked.
 *
 * @throws PersonError when they do not say yes.
 */
async function assertAgreed(question: string, { ask }: Context): Promise<void> {
  if (!ask) return;
  const answer = await ask(`${question} [y/N] `);
  if (!/^(y|yes)$/i.test(answer.trim())) throw new PersonError("Nothing was done.");
}

/**
 * Shows what came of a command.
 *
 * @throws PersonError when Driftwheel refused it.
 */
function showAnswer(answer: CommandAnswer, forProgram: boolean, context: Context): void {
  const { result, entries, why } = answer;
  if (result !== "accepted" && result !== "repeated") {
    const entry = entries.find(({ kind }) => kind === "command-refused");
    throw new PersonError(
      `${result === "refused" ? "Refused" : `It was not done (${oneLine(result)})`}: ${oneLine(why ?? "")}${taken(entry ? { entry } : {})}`,
      result === "refused" ? exitCode.refused : exitCode.failed,
    );
  }
  if (result === "repeated") context.hint("This key was given before; what came of it then:");
  if (forProgram) context.out(JSON.stringify(answer));
  else for (const line of entryTable(entries, context)) context.out(line);
}
