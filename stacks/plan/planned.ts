import { loadFleet } from "../fleet/load-fleet.ts";
import { buildGraph, graphSettings } from "../graph/build-graph.ts";
import { type DeploymentInput, readDeployment } from "../settings.ts";
import { settingsFile, writtenSettings } from "../settings-file.ts";
import type { Plan } from "./plan.ts";

const stage = "production";
/** So many names of models are easily read. */
const fewModels = 10;

/**
 * The plan of production in a repository: with its settings and their fleet, or, where it has no settings yet, with
 * invented ones and the fleet of the example.
 *
 * @param root absolute path of the repository
 * @throws Error naming what is wrong with settings or fleet, or that SST's platform is not installed.
 */
export async function planned(root: string): Promise<Plan> {
  const written = writtenSettings(root, stage);
  // What is read is checked by the next line; the graph checks it again.
  const settings = (written ?? graphSettings) as DeploymentInput;
  const { fleet: path } = readDeployment(stage, settings);
  const fleet = await loadFleet(root, path);
  const models = Object.keys(fleet.models);
  const names = models.length > fewModels ? `${models.length} models` : models.join(", ");
  return {
    stage,
    of: `the fleet of \`${path}\` (${names}), ${written ? `the settings of \`${settingsFile(stage)}\`, in` : "with invented settings in"} an invented account and region.`,
    resources: await buildGraph({ stage, fleet, settings }),
  };
}
