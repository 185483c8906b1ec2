import { DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../clients/sagemaker.ts";

/** Where an endpoint's data capture writes, or null when it captures nothing. */
export async function captureDestination(endpoint: string): Promise<string | null> {
  const { DataCaptureConfig } = await sageMaker().send(
    new DescribeEndpointCommand({ EndpointName: endpoint }),
  );
  return DataCaptureConfig?.EnableCapture ? (DataCaptureConfig.DestinationS3Uri ?? null) : null;
}
