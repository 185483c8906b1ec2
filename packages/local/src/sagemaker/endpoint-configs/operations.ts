import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import { describeEndpointConfig, type EndpointConfigs } from "./endpoint-configs.ts";
import { endpointConfigReference, listEndpointConfigs } from "./request.ts";

/** CreateEndpointConfig and its companions. */
export function endpointConfigOperations(configs: EndpointConfigs): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ["CreateEndpointConfig", async (input) => ({ EndpointConfigArn: configs.create(input).arn })],
    [
      "DescribeEndpointConfig",
      async (input) =>
        wire(describeEndpointConfig(configs.find(parse(endpointConfigReference, input).EndpointConfigName))),
    ],
    [
      "DeleteEndpointConfig",
      async (input) => {
        configs.delete(parse(endpointConfigReference, input).EndpointConfigName);
        return {};
      },
    ],
    [
      "ListEndpointConfigs",
      async (input) => {
        const { items, ...rest } = listPage(configs.all(), parse(listEndpointConfigs, input), "Descending");
        const summaries = items.map(({ name, arn, creationTime }) =>
          wire({ EndpointConfigName: name, EndpointConfigArn: arn, CreationTime: creationTime }),
        );
        return { EndpointConfigs: summaries, ...rest };
      },
    ],
  ]);
}
