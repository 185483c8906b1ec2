import { deployedName, ownName } from "../../vocabulary/trial/deployed-name.ts";
import type { ModelPolicy } from "../policy.ts";

/** By what a model is found where it serves. */
export interface Served {
  /** What it is deployed on, `endpoint` or `endpoint/component`; of a model that is served in batch how its transform jobs' names begin. */
  readonly name: string;
  /** The SSM parameter that says which model transform jobs use; null where an endpoint says it. */
  readonly route: string | null;
}

/** A batch is the only variant of itself. */
export const batchVariant = "batch";

type Serves = Pick<ModelPolicy, "endpoint" | "component" | "batch" | "route">;

export function served({ endpoint, component, batch, route }: Serves): Served {
  if (endpoint !== undefined) return { name: deployedName(endpoint, component), route: null };
  // rules/serving.ts lets no policy be without both.
  if (!batch || !route) throw new Error("The policy has neither an endpoint nor transform jobs.");
  return { name: batch.jobs, route: route.parameter };
}

/** The name of the inference component or of the endpoint, or how the transform jobs' names begin. Reports lie under it. */
export function servedName(policy: Serves): string {
  return ownName(served(policy).name);
}

/** What serves, in words: `endpoint frost-prod`, `transform jobs frost-nightly`. */
export function servedInWords({ endpoint, component, batch }: Serves): string {
  if (endpoint === undefined) return `transform jobs ${batch?.jobs ?? ""}`;
  return component === undefined
    ? `endpoint ${endpoint}`
    : `inference component ${component} of endpoint ${endpoint}`;
}
