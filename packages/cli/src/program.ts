import { Command, CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import { acknowledgeCommand } from "./commands/act/acknowledge.ts";
import { alertTestCommand } from "./commands/act/alert-test.ts";
import { approveCommand } from "./commands/act/approve.ts";
import { enableCommand } from "./commands/act/enable.ts";
import { failedInputsCommand } from "./commands/act/failed-inputs.ts";
import { pauseCommand } from "./commands/act/pause.ts";
import { promoteCommand } from "./commands/act/promote.ts";
import { redriveCommand } from "./commands/act/redrive.ts";
import { rejectCommand } from "./commands/act/reject.ts";
import { resumeCommand } from "./commands/act/resume.ts";
import { retrainCommand } from "./commands/act/retrain.ts";
import { rollbackCommand } from "./commands/act/rollback.ts";
import { startRolloutCommand } from "./commands/act/start-rollout.ts";
import { undoCommand } from "./commands/act/undo.ts";
import { assessCommand } from "./commands/assess.ts";
import { baselineCommand } from "./commands/baseline.ts";
import { checkCommand } from "./commands/check.ts";
import { idleCommand } from "./commands/idle/idle.ts";
import { judgeCommand } from "./commands/judge.ts";
import { parseCommand } from "./commands/parse.ts";
import { pricesCommand } from "./commands/prices.ts";
import { approvalsCommand } from "./commands/read/approvals.ts";
import { costsCommand } from "./commands/read/costs.ts";
import { explainCommand } from "./commands/read/explain.ts";
import { hooksCommand } from "./commands/read/hooks.ts";
import { ledgerCommand } from "./commands/read/ledger.ts";
import { modelsCommand } from "./commands/read/models.ts";
import { statusCommand } from "./commands/read/status.ts";
import { replayCommand } from "./commands/replay.ts";
import { suggestCommand } from "./commands/suggest.ts";
import { watchCommand } from "./commands/watch.ts";
import type { Context } from "./context/context.ts";
import { exitCode, exitCodeLines, PersonError } from "./context/errors.ts";
import { outputRule } from "./options/output-option.ts";

const groups = {
  "Look:": [modelsCommand, statusCommand, ledgerCommand, explainCommand, costsCommand, approvalsCommand],
  "Decide:": [
    approveCommand,
    rejectCommand,
    retrainCommand,
    startRolloutCommand,
    promoteCommand,
    rollbackCommand,
    undoCommand,
    pauseCommand,
    resumeCommand,
    acknowledgeCommand,
    alertTestCommand,
  ],
  "Account:": [idleCommand],
  "Asynchronous endpoints:": [failedInputsCommand],
  "Webhooks:": [hooksCommand, redriveCommand, enableCommand],
  "Try:": [replayCommand, suggestCommand],
  "Files:": [
    checkCommand,
    parseCommand,
    baselineCommand,
    assessCommand,
    watchCommand,
    judgeCommand,
    pricesCommand,
  ],
} as const;

/** Commands, by the heading that they stand under in the help. */
export type CommandGroups = Readonly<Record<string, readonly ((context: Context) => Command)[]>>;

/** The command with all of its own commands, as its help tells of them. @param more commands of whoever packs it */
export function createProgram(context: Context, more: CommandGroups = {}): Command {
  const program = new Command("driftwheel")
    .description("See what Driftwheel makes of models, what it decided and why, and tell it what to do.")
    .version(manifest.version, "--version", "print the version")
    .helpCommand(false)
    .addHelpText("after", outputRule)
    .addHelpText("after", `\nExit codes:\n${exitCodeLines.map((line) => `  ${line}`).join("\n")}`);
  for (const [heading, commands] of Object.entries<CommandGroups[string]>({ ...more, ...groups })) {
    for (const create of commands) program.addCommand(create(context).helpGroup(heading));
  }
  const nested = program.commands.flatMap((command) => command.commands);
  for (const command of [program, ...program.commands, ...nested]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => context.out(text.replace(/\n$/, "")),
      writeErr: (text) => context.hint(text.replace(/\n$/, "")),
      getOutHelpWidth: () => context.columns ?? 100,
      getErrHelpWidth: () => context.columns ?? 100,
    });
  }
  return program;
}

/**
 * Runs the command.
 *
 * @param words what was typed after the command's name.
 * @param more commands of whoever packs it
 * @returns the exit code.
 */
export async function run(
  words: readonly string[],
  context: Context,
  more: CommandGroups = {},
): Promise<number> {
  try {
    await createProgram(context, more).parseAsync(words, { from: "user" });
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
