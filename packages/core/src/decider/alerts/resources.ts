import type { ModelPolicy } from "../../policy/policy.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import type { Resources } from "../../vocabulary/resources.ts";
import { resourcesOf } from "../../words/console/resources-of.ts";

/** What people who are told of an entry may want to look at: the endpoint always, where there is one. */
export function resourcesToShow(entry: Entry, { endpoint }: Pick<ModelPolicy, "endpoint">): Resources {
  return { ...(endpoint === undefined ? {} : { endpoint }), ...resourcesOf(entry) };
}
