import type { DeploymentInput } from "./settings.ts";
import { settingsFile, writtenSettings } from "./settings-file.ts";

export { Driftwheel, Resources } from "./component.ts";

/**
 * The settings of the stage, from `deployment.<stage>.json` beside sst.config.ts. The component checks them.
 *
 * @throws Error naming the file that is missing, or is no JSON.
 */
export function settingsOfStage(): DeploymentInput {
  const { stage } = $app;
  const settings = writtenSettings($cli.paths.root, stage);
  if (settings !== undefined) return settings as DeploymentInput;
  throw new Error(
    `There is no ${settingsFile(stage)} beside sst.config.ts, which holds the settings of stage ${stage}; stacks/deployment.example.json has the form of it.`,
  );
}
