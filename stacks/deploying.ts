import type { Scope } from "./scope.ts";

/** The scope of what creates resources. It is apart, because a scope alone is known where SST's platform is not. */
export interface Deploying extends Scope {
  /** Options of every resource: whose child it is, and that it once was nobody's. */
  readonly within: Pick<$util.CustomResourceOptions, "parent" | "aliases">;
}
