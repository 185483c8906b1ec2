import type { CommandGroups } from "@driftwheel/cli/program.ts";
import { consoleCommand } from "./commands/console.ts";
import { deployPlanCommand } from "./commands/deploy-plan.ts";
import { exampleCommand } from "./commands/example.ts";
import { initCommand } from "./commands/init.ts";
import { localCommand } from "./commands/local.ts";
import { upgradeCommand } from "./commands/upgrade.ts";

/** What the package has beside the command of the repository. */
export const ownCommands: CommandGroups = {
  "In this folder:": [initCommand, localCommand, exampleCommand, deployPlanCommand, upgradeCommand],
  "In a browser:": [consoleCommand],
};
