import fleet from "../../driftwheel.config.ts";
import { buildGraph } from "../graph/build-graph.ts";
import type { Plan } from "./plan.ts";

const stage = "production";

/** The plan of the repository's own fleet, as it would be deployed to production. */
export async function planned(): Promise<Plan> {
  const models = Object.keys(fleet.models);
  return {
    stage,
    of: `the fleet of \`driftwheel.config.ts\` (${models.join(", ")}), an invented account and one e-mail address for each severity.`,
    resources: await buildGraph({ stage, fleet }),
  };
}
