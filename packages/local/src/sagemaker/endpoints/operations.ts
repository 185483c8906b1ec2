import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import { describeEndpoint, summarizeEndpoint } from "./describe.ts";
import type { Endpoints } from "./endpoints.ts";
import { endpointReference, listEndpoints } from "./request.ts";

/** CreateEndpoint and its companions. */
export function endpointOperations(endpoints: Endpoints): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ["CreateEndpoint", async (input) => ({ EndpointArn: endpoints.create(input).arn })],
    ["UpdateEndpoint", async (input) => ({ EndpointArn: endpoints.update(input).arn })],
    [
      "UpdateEndpointWeightsAndCapacities",
      async (input) => ({ EndpointArn: endpoints.updateWeights(input).arn }),
    ],
    [
      "DescribeEndpoint",
      async (input) => wire(describeEndpoint(endpoints.find(parse(endpointReference, input).EndpointName))),
    ],
    [
      "DeleteEndpoint",
      async (input) => {
        endpoints.delete(parse(endpointReference, input).EndpointName);
        return {};
      },
    ],
    [
      "ListEndpoints",
      async (input) => {
        const { items, ...rest } = listPage(endpoints.all(), parse(listEndpoints, input), "Descending");
        return { Endpoints: items.map((endpoint) => wire(summarizeEndpoint(endpoint))), ...rest };
      },
    ],
  ]);
}
