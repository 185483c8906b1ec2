import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { SFNClient } from "@aws-sdk/client-sfn";

export type Clients = ReturnType<typeof connect>;

/** Unmodified SDK clients of everything the world outside Driftwheel talks to. */
export function connect(place: { readonly url: string; readonly region: string }) {
  const settings = {
    endpoint: place.url,
    region: place.region,
    // The AWS on this machine asks for a signature and checks none.
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  return {
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    sagemaker: new SageMakerClient(settings),
    runtime: new SageMakerRuntimeClient(settings),
    cloudwatch: new CloudWatchClient(settings),
    dynamodb: new DynamoDBClient(settings),
    states: new SFNClient(settings),
  };
}

export function disconnect(clients: Clients): void {
  for (const client of Object.values(clients)) client.destroy();
}
