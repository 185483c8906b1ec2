import { DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";

export interface CaptureDestination {
  readonly exists: boolean;
  /** Where the endpoint's data capture writes, `s3://bucket/prefix`, or null when it captures nothing. */
  readonly uri: string | null;
}

export async function captureDestination(endpoint: string): Promise<CaptureDestination> {
  try {
    const { DataCaptureConfig: capture } = await sageMaker().send(
      new DescribeEndpointCommand({ EndpointName: endpoint }),
    );
    return { exists: true, uri: capture?.EnableCapture ? (capture.DestinationS3Uri ?? null) : null };
  } catch (error) {
    if (isNotFound(error)) return { exists: false, uri: null };
    throw error;
  }
}
