import {
  DescribeEndpointCommand,
  type DescribeEndpointOutput,
  UpdateEndpointCommand,
} from "@aws-sdk/client-sagemaker";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { sageMaker } from "../clients/sagemaker.ts";

/** The endpoint as it is now. */
export async function describeEndpoint(endpoint: string): Promise<DescribeEndpointOutput> {
  return sageMaker().send(new DescribeEndpointCommand({ EndpointName: endpoint }));
}

/** True when the endpoint has the config, or is on its way to it. */
export function hasConfig(found: DescribeEndpointOutput, config: string): boolean {
  return found.PendingDeploymentSummary
    ? found.PendingDeploymentSummary.EndpointConfigName === config
    : found.EndpointConfigName === config;
}

/**
 * One change at a time: an endpoint that changes is asked again later.
 *
 * @throws TransientError while it changes, Refused when it never will be in service by itself.
 */
export function assertInService({
  EndpointName,
  EndpointStatus,
  FailureReason,
}: DescribeEndpointOutput): void {
  if (EndpointStatus === "InService") return;
  const text = `endpoint ${EndpointName} is ${EndpointStatus}${FailureReason ? `: ${FailureReason}` : ""}`;
  const passing = ["Creating", "Updating", "SystemUpdating", "RollingBack"];
  if (EndpointStatus && passing.includes(EndpointStatus)) throw new TransientError(text);
  throw new Refused(text);
}

/**
 * Gives the endpoint another config, with that config's weights. Instance counts of variants that stay are kept,
 * because scaling has made them what the traffic needs.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export async function updateEndpoint(endpoint: string, config: string): Promise<void> {
  await sageMaker().send(
    new UpdateEndpointCommand({
      EndpointName: endpoint,
      EndpointConfigName: config,
      RetainAllVariantProperties: true,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: "DesiredWeight" }],
    }),
  );
}
