import type { ModelPolicy } from "../policy.ts";

/** By what a model is found where it serves. */
export interface Served {
  /** Its endpoint's name; of a model that is served in batch how its transform jobs' names begin. Reports lie under it. */
  readonly name: string;
  /** The SSM parameter that says which model transform jobs use; null where an endpoint says it. */
  readonly route: string | null;
}

/** A batch is the only variant of itself. */
export const batchVariant = "batch";

type Serves = Pick<ModelPolicy, "endpoint" | "batch" | "route">;

export function served({ endpoint, batch, route }: Serves): Served {
  if (endpoint !== undefined) return { name: endpoint, route: null };
  // rules/serving.ts lets no policy be without both.
  if (!batch || !route) throw new Error("The policy has neither an endpoint nor transform jobs.");
  return { name: batch.jobs, route: route.parameter };
}

/** The endpoint's name, or how the transform jobs' names begin. */
export function servedName(policy: Serves): string {
  return served(policy).name;
}

/** What serves, in words: `endpoint frost-prod`, `transform jobs frost-nightly`. */
export function servedInWords({ endpoint, batch }: Serves): string {
  return endpoint === undefined ? `transform jobs ${batch?.jobs ?? ""}` : `endpoint ${endpoint}`;
}
