import { Driftwheel } from "./component.ts";
import type { DeploymentInput } from "./settings.ts";
import { settingsFile, writtenSettings } from "./settings-file.ts";

/**
 * What `sst deploy` runs here: the component that the package has, with the settings in the stage's file.
 *
 * @throws Error naming what is missing or wrong.
 */
export function deploy() {
  const { stage } = $app;
  const settings = writtenSettings($cli.paths.root, stage);
  if (settings === undefined) {
    throw new Error(
      `There is no ${settingsFile(stage)}; it holds the stage's settings, as stacks/deployment.example.json does.`,
    );
  }
  // The component checks every field.
  return new Driftwheel("Driftwheel", settings as DeploymentInput).created;
}
