import { DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import type { FoundBeside } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { isComponent, isTargetModel } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";
import { findRoute } from "../routing/found-route.ts";
import { foundEndpoint, missingEndpoint } from "./found-endpoint.ts";

/** The challenger's own endpoint, and the route to both. */
export async function findBeside({
  endpoint,
  parameter,
}: {
  readonly endpoint: string;
  readonly parameter: string;
}): Promise<FoundBeside> {
  const [found, route] = await Promise.all([describeOwn(endpoint), findRoute(parameter)]);
  return { endpoint: found, route };
}

/**
 * An endpoint, an inference component or an artifact, without its models.
 *
 * @param championIn the parameter that says which artifact serves, of the model's own
 */
export async function describeOwn(name: string, championIn?: string): Promise<FoundBeside["endpoint"]> {
  if (isTargetModel(name)) {
    const { traits: _, ...found } = await (await import("./target-models/found-target.ts")).findTarget(
      name,
      championIn,
    );
    return { ...found, variants: found.variants.map(({ name, weight }) => ({ name, weight })) };
  }
  if (isComponent(name)) {
    const { describeComponent, foundComponent } = await import("./components/described-component.ts");
    return foundComponent(await describeComponent(name));
  }
  try {
    return foundEndpoint(await sageMaker().send(new DescribeEndpointCommand({ EndpointName: name })));
  } catch (error) {
    if (isNotFound(error)) return missingEndpoint;
    throw error;
  }
}
