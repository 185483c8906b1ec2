import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { InvokeEndpointAsyncCommand, type SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";

interface Place {
  readonly endpoint: string;
  /** Where requests are put, as callers do before they ask. */
  readonly bucket: string;
  readonly prefix: string;
}

/**
 * Asks an endpoint that queues requests; resolves when it has taken the request, and not when it has answered.
 *
 * @returns where the answer will lie, and where the model's error; S3 URIs
 */
export async function askAsynchronously(
  { s3, runtime }: { readonly s3: S3Client; readonly runtime: SageMakerRuntimeClient },
  { endpoint, bucket, prefix }: Place,
  { body, inferenceId }: { readonly body: string; readonly inferenceId: string },
): Promise<{ readonly output: string; readonly failure: string | null }> {
  const key = `${prefix}/${inferenceId}.csv`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: "text/csv" }));
  const { OutputLocation = "", FailureLocation = null } = await runtime.send(
    new InvokeEndpointAsyncCommand({
      EndpointName: endpoint,
      InferenceId: inferenceId,
      ContentType: "text/csv",
      Accept: "text/csv",
      InputLocation: `s3://${bucket}/${key}`,
    }),
  );
  return { output: OutputLocation, failure: FailureLocation };
}
