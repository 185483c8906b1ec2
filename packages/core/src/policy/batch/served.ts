import { deployedInWords, deployedName, ownName } from "../../vocabulary/trial/deployed-name.ts";
import type { ModelPolicy } from "../policy.ts";

/** By what a model is found where it serves. */
export interface Served {
  /** What it is deployed on, `endpoint`, `endpoint/component` or `endpoint:artifact`; of a model that is served in batch how its transform jobs' names begin. */
  readonly name: string;
  /** The SSM parameter that says which model transform jobs use; null where an endpoint says it. */
  readonly route: string | null;
  /** The SSM parameter that says which artifact of a multi-model endpoint is the champion, where there is one. */
  readonly championIn?: string;
}

/** A batch is the only variant of itself. */
export const batchVariant = "batch";

type Serves = Pick<ModelPolicy, "endpoint" | "component" | "targetModel" | "batch" | "route">;

export function served({ endpoint, component, targetModel, batch, route }: Serves): Served {
  if (endpoint !== undefined) {
    const name = deployedName({ endpoint, component, targetModel: targetModel?.artifact });
    return { name, route: null, ...(targetModel && route ? { championIn: route.parameter } : {}) };
  }
  // rules/serving/serving.ts lets no policy be without both.
  if (!batch || !route) throw new Error("The policy has neither an endpoint nor transform jobs.");
  return { name: batch.jobs, route: route.parameter };
}

/** The name of the inference component, of the artifact or of the endpoint, or how the transform jobs' names begin. Reports lie under it. */
export function servedName(policy: Serves): string {
  return ownName(served(policy).name);
}

/** What serves, in words: `endpoint frost-prod`, `transform jobs frost-nightly`. */
export function servedInWords(policy: Serves): string {
  const { endpoint, component, batch } = policy;
  if (endpoint === undefined) return `transform jobs ${batch?.jobs ?? ""}`;
  return component === undefined
    ? deployedInWords(served(policy).name)
    : `inference component ${component} of endpoint ${endpoint}`;
}
