import { type Command, InvalidArgumentError } from "commander";
import type { ApiOptions } from "../../api/address.ts";
import { type CommandAnswer, commandAnswer, type ModelState, modelState } from "../../api/answers.ts";
import { type Api, path } from "../../api/client.ts";
import { inConflict } from "../../api/conflict.ts";
import { type Role, taken } from "../../api/problem.ts";
import type { Context } from "../../context/context.ts";
import { exitCode, PersonError } from "../../context/errors.ts";
import { keyOption } from "../../options/key-option.ts";
import type { OutputOptions } from "../../options/output-option.ts";
import { oneLine } from "../../output/wrap.ts";

export interface GivenOptions extends ApiOptions, OutputOptions {
  readonly because: string;
  readonly key?: string;
  readonly yes?: true;
}

interface Given {
  /** Last part of the API's path. */
  readonly verb: string;
  readonly role: Role;
  readonly model: string;
  /** What is sent beside the reason and the ledger's end. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly options: GivenOptions;
  /** What is asked before it is done, on a terminal; without it nothing is asked. */
  readonly question?: (state: ModelState) => string;
}

/** `--because` and `--key`, which every command to a model takes. */
export function withGiven(command: Command): Command {
  return command
    .requiredOption("--because <text>", "why; written to the ledger", someText)
    .addOption(keyOption());
}

/**
 * Gives a command on how the model stands now, and answers what came of it.
 *
 * @throws PersonError when Driftwheel refused it, the ledger went on meanwhile, or the person said no.
 */
export async function give(
  { verb, role, model, fields, options, question }: Given,
  api: Api,
  context: Context,
): Promise<CommandAnswer> {
  const state = await api.get(path("models", model), modelState);
  if (question && !options.yes) await assertAgreed(question(state), context);
  const body = { reason: options.because, expectedSequence: state.sequence, ...fields };
  const key = options.key ?? context.newKey();
  try {
    const answer = await api.post(path("models", model, verb), { key, role, body }, commandAnswer);
    assertTaken(answer);
    if (answer.result === "repeated") context.hint("This key was given before; what came of it then:");
    return answer;
  } catch (error) {
    throw await inConflict(error, { api, model, seen: state.sequence }, context);
  }
}

export function someText(text: string): string {
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

/** @throws PersonError when Driftwheel refused it. */
function assertTaken({ result, entries, why }: CommandAnswer): void {
  if (result === "accepted" || result === "repeated") return;
  const entry = entries.find(({ kind }) => kind === "command-refused");
  throw new PersonError(
    `${result === "refused" ? "Refused" : `It was not done (${oneLine(result)})`}: ${oneLine(why ?? "")}${taken(entry ? { entry } : {})}`,
    result === "refused" ? exitCode.refused : exitCode.failed,
  );
}
