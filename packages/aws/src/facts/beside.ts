import { DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import type { FoundBeside } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { isComponent } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
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

/** An endpoint, or an inference component, without its models. */
export async function describeOwn(name: string): Promise<FoundBeside["endpoint"]> {
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
