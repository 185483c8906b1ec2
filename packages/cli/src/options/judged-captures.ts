import type { Command, Option } from "commander";
import { defaultFleet } from "../context/fleet.ts";

/** What every command has that judges captured requests on disk. */
export interface JudgedCaptures {
  readonly baseline: string;
  readonly fleet?: string;
  readonly model?: string;
}

/** `--baseline`, the options of the command's own, then `--fleet` and `--model`. */
export function withJudgedCaptures(command: Command, own: readonly Option[] = []): Command {
  command.requiredOption(
    "--baseline <statistics.json>",
    "what they are compared with, as driftwheel baseline writes it",
  );
  for (const option of own) command.addOption(option);
  return command
    .option(
      "--fleet <path>",
      `module with the fleet whose policy says how (default: ${defaultFleet}, if --model is given)`,
    )
    .option("--model <name>", "the model whose policy it is; without a fleet the policy's defaults hold");
}
