import { setTimeout as sleep } from "node:timers/promises";
import type { JobEnd, StartedJob } from "../context.ts";
import { wire } from "../json.ts";
import { describeEndpoint } from "./describe.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Endpoints } from "./endpoints.ts";

/** Milliseconds between two looks at an endpoint that changes. */
const lookInterval = 50;

/** Makes an endpoint, or gives the one of this name another configuration; ends when it is in service or has failed. */
export async function deployEndpoint(
  endpoints: Endpoints,
  request: Readonly<Record<string, unknown>>,
): Promise<StartedJob> {
  const { EndpointName, EndpointConfigName, DeploymentConfig } = request;
  const there = endpoints.get(String(EndpointName)) !== null;
  const change = { EndpointName, EndpointConfigName, ...(DeploymentConfig ? { DeploymentConfig } : {}) };
  const endpoint = there ? endpoints.update(change) : endpoints.create(request);
  // A deployment is not stopped: the real step goes on, too.
  return { arn: endpoint.arn, ended: settled(endpoint), stop() {} };
}

async function settled(endpoint: Endpoint): Promise<JobEnd> {
  while (endpoint.status !== "InService" && endpoint.status !== "Failed") {
    if (endpoint.status === "Deleting") return failed(endpoint, "The endpoint was deleted.");
    await sleep(lookInterval, undefined, { ref: false });
  }
  if (endpoint.status === "Failed") return failed(endpoint, endpoint.failureReason ?? "The endpoint failed.");
  return { status: "Completed", failureReason: null, description: wire(describeEndpoint(endpoint)) };
}

function failed(endpoint: Endpoint, failureReason: string): JobEnd {
  return { status: "Failed", failureReason, description: wire(describeEndpoint(endpoint)) };
}
