import { type DeploymentConfig, UpdateEndpointCommand } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../../clients/sagemaker.ts";
import type { ComparedEndpoint } from "./compared-endpoint.ts";

/**
 * Gives the endpoint another config, with that config's weights. Instance counts of variants that stay are kept,
 * because scaling has made them what the traffic needs. How it is deployed is said each time: what an earlier update was
 * deployed by is not used again.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export async function updateEndpoint(
  { name }: ComparedEndpoint,
  config: string,
  deployment?: DeploymentConfig,
): Promise<void> {
  await sageMaker().send(
    new UpdateEndpointCommand({
      EndpointName: name,
      EndpointConfigName: config,
      RetainAllVariantProperties: true,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: "DesiredWeight" }],
      ...(deployment ? { DeploymentConfig: deployment } : {}),
    }),
  );
}
