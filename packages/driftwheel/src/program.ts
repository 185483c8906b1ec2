import type { CommandGroups } from "@driftwheel/cli/program.ts";
import { exampleCommand } from "./commands/example.ts";
import { initCommand } from "./commands/init.ts";
import { localCommand } from "./commands/local.ts";

/** What the package has beside the command of the repository. */
export const ownCommands: CommandGroups = {
  "In this folder:": [initCommand, localCommand, exampleCommand],
};
