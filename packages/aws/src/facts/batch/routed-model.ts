import { DescribeModelCommand } from "@aws-sdk/client-sagemaker";
import { batchVariant } from "@driftwheel/core/policy/batch/served.ts";
import { readModelRoute } from "@driftwheel/core/routing/model-route.ts";
import type { FoundRoute } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import type { EndpointFact } from "@driftwheel/core/vocabulary/fact.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { orNull } from "../../failure.ts";
import { findRoute } from "../../routing/found-route.ts";
import { missingEndpoint } from "../found-endpoint.ts";

/**
 * What transform jobs use, as if it were an endpoint's: the route's model is its config, and its only variant. A route
 * that cannot be read, or whose model is gone, does not exist, and says why.
 */
export async function findRoutedModel(parameter: string): Promise<EndpointFact> {
  return routedModel(parameter, await findRoute(parameter));
}

/** The same of a parameter that was read. */
export async function routedModel(parameter: string, { value }: FoundRoute): Promise<EndpointFact> {
  if (value === null) return missing(`the SSM parameter ${parameter} does not exist`);
  const read = readModelRoute(value);
  if (!read.ok) return missing(`the SSM parameter ${parameter}: ${read.reason}`);
  const { model } = read.route.champion;
  const described = await orNull(() => sageMaker().send(new DescribeModelCommand({ ModelName: model })));
  if (!described) return missing(`the SSM parameter ${parameter} names model ${model}, which does not exist`);
  const containers = described.PrimaryContainer ? [described.PrimaryContainer] : (described.Containers ?? []);
  const made = containers.find(({ ModelPackageName }) => ModelPackageName)?.ModelPackageName ?? null;
  return {
    ...missingEndpoint,
    exists: true,
    status: "InService",
    config: model,
    variants: [{ name: batchVariant, weight: 1, model, package: made }],
  };
}

function missing(failureReason: string): EndpointFact {
  return { ...missingEndpoint, failureReason };
}
