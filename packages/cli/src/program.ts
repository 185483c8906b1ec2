import { Command, CommanderError } from "commander";
import { baselineCommand } from "./commands/baseline.ts";
import { explainCommand } from "./commands/explain.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { parseCommand } from "./commands/parse.ts";
import { pauseCommand } from "./commands/pause.ts";
import { resumeCommand } from "./commands/resume.ts";
import type { Context } from "./context.ts";
import { exitCode, PersonError } from "./errors.ts";

const commands = [parseCommand, ledgerCommand, explainCommand, pauseCommand, resumeCommand, baselineCommand];

const exitCodes = `
Exit codes:
  ${exitCode.done}  done
  ${exitCode.failed}  it could not be done; standard error says why
  ${exitCode.usage}  the command was called in a way it does not know`;

/**
 * Runs the command.
 *
 * @param words what was typed after the command's name.
 * @returns the exit code.
 */
export async function run(words: readonly string[], context: Context): Promise<number> {
  const program = new Command("driftwheel")
    .description("Look into Driftwheel: what it makes of events, what it decided, and why.")
    .helpCommand(false)
    .addHelpText("after", exitCodes);
  for (const create of commands) program.addCommand(create(context));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => context.out(text.replace(/\n$/, "")),
      writeErr: (text) => context.hint(text.replace(/\n$/, "")),
      getOutHelpWidth: () => context.columns ?? 100,
      getErrHelpWidth: () => context.columns ?? 100,
    });
  }
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode.done;
  } catch (error) {
    // Commander has said what was wrong already; help and --version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    if (error instanceof PersonError) {
      context.hint(error.message);
      return error.exitCode;
    }
    context.hint(
      `This is a defect of driftwheel. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return exitCode.failed;
  }
}
