import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  paginateListModelPackages,
  SageMakerClient,
  UpdateModelPackageCommand,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../../server.ts";

let server: LocalServer;
let client: SageMakerClient;

beforeAll(async () => {
  server = await startLocal();
  client = new SageMakerClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  await client.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: "orchard" }));
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function register(): Promise<string> {
  const { ModelPackageArn = "" } = await client.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: "orchard",
      InferenceSpecification: {
        Containers: [{ Image: "orchard:4", ModelDataUrl: "s3://orchard/model.tar.gz" }],
        SupportedContentTypes: ["application/json"],
      },
    }),
  );
  return ModelPackageArn;
}

describe("the model registry, by the unmodified SDK", () => {
  it("registers, approves and describes a version with the SDK's types", async () => {
    const arn = await register();
    await client.send(
      new UpdateModelPackageCommand({ ModelPackageArn: arn, ModelApprovalStatus: "Approved" }),
    );
    const described = await client.send(new DescribeModelPackageCommand({ ModelPackageName: arn }));

    expect(described.ModelApprovalStatus).toBe("Approved");
    expect(described.CreationTime).toBeInstanceOf(Date);
    expect(described.LastModifiedTime?.getTime()).toBeGreaterThanOrEqual(
      described.CreationTime?.getTime() ?? Infinity,
    );
    expect(described.InferenceSpecification?.Containers?.[0]?.ImageDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("pages through the versions and filters by time", async () => {
    for (let count = 0; count < 4; count += 1) await register();
    const versions: (number | undefined)[] = [];
    for await (const page of paginateListModelPackages(
      { client, pageSize: 2 },
      { ModelPackageGroupName: "orchard" },
    )) {
      for (const { ModelPackageVersion } of page.ModelPackageSummaryList ?? [])
        versions.push(ModelPackageVersion);
    }
    expect(versions).toEqual([1, 2, 3, 4, 5]);

    const later = new ListModelPackagesCommand({
      ModelPackageGroupName: "orchard",
      CreationTimeAfter: new Date(Date.now() + 60_000),
    });
    expect((await client.send(later)).ModelPackageSummaryList).toEqual([]);
  });

  it("answers with the service's error for what does not exist", async () => {
    const unknown = new DescribeModelPackageCommand({ ModelPackageName: "orchard/99" });
    await expect(client.send(unknown)).rejects.toMatchObject({
      name: "ValidationException",
      message:
        "ModelPackage arn:aws:sagemaker:eu-west-1:111122223333:model-package/orchard/99 does not exist.",
      $metadata: { httpStatusCode: 400 },
    });
  });
});
