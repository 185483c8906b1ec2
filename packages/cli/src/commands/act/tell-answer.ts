import type { CommandAnswer } from "../../api/answers.ts";
import { taken } from "../../api/problem.ts";
import type { Context } from "../../context/context.ts";
import { exitCode, PersonError } from "../../context/errors.ts";
import { entryTable } from "../../output/entry-table.ts";
import { oneLine } from "../../output/wrap.ts";

/**
 * Shows what came of a command.
 *
 * @throws PersonError when Driftwheel refused it.
 */
export function tellAnswer(answer: CommandAnswer, forProgram: boolean, context: Context): void {
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
