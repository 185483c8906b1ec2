import { Command, CommanderError } from "commander";
import { acknowledgeCommand } from "./commands/acknowledge.ts";
import { approvalsCommand } from "./commands/approvals.ts";
import { approveCommand } from "./commands/approve.ts";
import { baselineCommand } from "./commands/baseline.ts";
import { enableCommand } from "./commands/enable.ts";
import { explainCommand } from "./commands/explain.ts";
import { hooksCommand } from "./commands/hooks.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { modelsCommand } from "./commands/models.ts";
import { parseCommand } from "./commands/parse.ts";
import { pauseCommand } from "./commands/pause.ts";
import { promoteCommand } from "./commands/promote.ts";
import { redriveCommand } from "./commands/redrive.ts";
import { rejectCommand } from "./commands/reject.ts";
import { resumeCommand } from "./commands/resume.ts";
import { retrainCommand } from "./commands/retrain.ts";
import { rollbackCommand } from "./commands/rollback.ts";
import { startRolloutCommand } from "./commands/start-rollout.ts";
import { statusCommand } from "./commands/status.ts";
import type { Context } from "./context.ts";
import { exitCode, exitCodeLines, PersonError } from "./errors.ts";
import { outputRule } from "./output-option.ts";

const groups = {
  "Look:": [modelsCommand, statusCommand, ledgerCommand, explainCommand, approvalsCommand],
  "Decide:": [
    approveCommand,
    rejectCommand,
    retrainCommand,
    startRolloutCommand,
    promoteCommand,
    rollbackCommand,
    pauseCommand,
    resumeCommand,
    acknowledgeCommand,
  ],
  "Webhooks:": [hooksCommand, redriveCommand, enableCommand],
  "Files:": [parseCommand, baselineCommand],
} as const;

/** The command with all of its own commands, as its help tells of them. */
export function createProgram(context: Context): Command {
  const program = new Command("driftwheel")
    .description("See what Driftwheel makes of models, what it decided and why, and tell it what to do.")
    .helpCommand(false)
    .addHelpText("after", outputRule)
    .addHelpText("after", `\nExit codes:\n${exitCodeLines.map((line) => `  ${line}`).join("\n")}`);
  for (const [heading, commands] of Object.entries(groups)) {
    for (const create of commands) program.addCommand(create(context).helpGroup(heading));
  }
  for (const command of [program, ...program.commands]) {
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
 * @returns the exit code.
 */
export async function run(words: readonly string[], context: Context): Promise<number> {
  try {
    await createProgram(context).parseAsync(words, { from: "user" });
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
