import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import { describeInferenceComponent, summarizeInferenceComponent } from "./describe.ts";
import type { InferenceComponents } from "./inference-components.ts";
import { componentReference, listInferenceComponents } from "./request.ts";

/** CreateInferenceComponent and its companions. */
export function inferenceComponentOperations(
  components: InferenceComponents,
): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ["CreateInferenceComponent", async (input) => ({ InferenceComponentArn: components.create(input).arn })],
    ["UpdateInferenceComponent", async (input) => ({ InferenceComponentArn: components.update(input).arn })],
    [
      "UpdateInferenceComponentRuntimeConfig",
      async (input) => ({ InferenceComponentArn: components.updateCopies(input).arn }),
    ],
    [
      "DescribeInferenceComponent",
      async (input) => {
        const { InferenceComponentName } = parse(componentReference, input);
        return wire(describeInferenceComponent(components.find(InferenceComponentName)));
      },
    ],
    [
      "DeleteInferenceComponent",
      async (input) => {
        components.delete(parse(componentReference, input).InferenceComponentName);
        return {};
      },
    ],
    [
      "ListInferenceComponents",
      async (input) => {
        const request = parse(listInferenceComponents, input);
        const { EndpointNameEquals: endpoint, VariantNameEquals: variant } = request;
        const wanted = [...components.all()].filter(
          (each) =>
            (endpoint === undefined || each.endpoint === endpoint) &&
            (variant === undefined || each.variant === variant),
        );
        const { items, ...rest } = listPage(wanted, request, "Descending");
        return {
          InferenceComponents: items.map((each) => wire(summarizeInferenceComponent(each))),
          ...rest,
        };
      },
    ],
  ]);
}
