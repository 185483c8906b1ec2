import { Command } from "commander";
import { withApi } from "../../api/address.ts";
import type { ModelState } from "../../api/answers.ts";
import { openApi } from "../../api/client.ts";
import type { Role } from "../../api/problem.ts";
import type { Context } from "../../context/context.ts";
import { isForProgram, withOutput } from "../../options/output-option.ts";
import { wholeNumber } from "../../options/whole-number.ts";
import { entryTable } from "../../output/entry-table.ts";
import { type GivenOptions, give, withGiven } from "./give.ts";

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

/** A command by which a person tells Driftwheel what to do with one model; all of them differ in words only. */
export function personCommand(described: PersonCommand, context: Context): Command {
  const { name, description, verb, role, target, question } = described;
  const command = new Command(name)
    .description(description)
    .argument("<model>", "name of the model in the fleet");
  if (target) command.argument(`<${target.field}>`, target.description, wholeNumber);
  withGiven(command);
  if (question) command.option("--yes", "do not ask before it is done");
  withApi(withOutput(command, "the API's { result, sequence, entries, why } as one line of JSON"));
  return command.action(async (model: string, ...rest: readonly unknown[]) => {
    const number = target && typeof rest[0] === "number" ? rest[0] : null;
    const options = command.opts<GivenOptions>();
    const answer = await give(
      {
        ...{ verb, role, model, options },
        fields: target && number !== null ? { [target.field]: number } : {},
        ...(question ? { question: (state: ModelState) => question(state, number) } : {}),
      },
      openApi(options, context),
      context,
    );
    if (isForProgram(options, context)) context.out(JSON.stringify(answer));
    else for (const line of entryTable(answer.entries, context)) context.out(line);
  });
}
