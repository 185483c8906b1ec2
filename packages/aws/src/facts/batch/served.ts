import type { Served } from "@driftwheel/core/policy/batch/served.ts";
import type { EndpointFact } from "@driftwheel/core/vocabulary/fact.ts";
import { findEndpoint } from "../endpoint.ts";
import { findRoutedModel } from "./routed-model.ts";

/** What serves now: the endpoint, or the model that the route of transform jobs names, as an endpoint's only variant. */
export function findServed({ name, route, championIn }: Served): Promise<EndpointFact> {
  return route === null ? findEndpoint(name, undefined, championIn) : findRoutedModel(route);
}
