import { afterAll, beforeAll, expect, it } from "vitest";
import { role } from "../sagemaker/testing/images.ts";
import { type LocalSageMaker, localSageMaker, settled, until } from "../sagemaker/testing/local-sagemaker.ts";
import { host, train } from "./testing/scripts.ts";

let local: LocalSageMaker;
beforeAll(async () => {
  local = await localSageMaker({ anyImage: true });
});
afterAll(() => local.close());

const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/secret:1";
const says = expect.stringContaining("Nothing of this image is on this machine (--images any)");

it("lets jobs of an image that is not here succeed, makes nothing, and says so in their logs", async () => {
  const job = await train(local, "nothing", { image, settings: { epochs: "3" } });
  expect(job).toMatchObject({ TrainingJobStatus: "Completed" });
  await local.sagemaker.createProcessingJob({
    ProcessingJobName: "nothing",
    RoleArn: role,
    AppSpecification: {
      ImageUri: image,
      ContainerEntrypoint: ["/bin/prepare"],
      ContainerArguments: ["--all"],
    },
    ProcessingResources: {
      ClusterConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 1 },
    },
  });
  const processed = await until(
    () => local.sagemaker.describeProcessingJob({ ProcessingJobName: "nothing" }),
    ({ ProcessingJobStatus }) => ProcessingJobStatus !== "InProgress",
  );
  expect(processed).toMatchObject({ ProcessingJobStatus: "Completed" });
  for (const group of ["TrainingJobs", "ProcessingJobs"]) {
    const [stream] = local.server.world.logs.find(`/aws/sagemaker/${group}`)?.streams.values() ?? [];
    expect(stream?.events).toContainEqual(expect.objectContaining({ message: says }));
  }
});

it("answers by an endpoint of it with what was asked", async () => {
  await host(local, "nothing", [{ image }]);
  expect(await settled(local, "nothing")).toMatchObject({ EndpointStatus: "InService" });
  const { Body, ContentType } = await local.runtime.invokeEndpoint({
    EndpointName: "nothing",
    Body: "1,2",
    ContentType: "text/csv",
  });
  expect([Buffer.from(Body).toString(), ContentType]).toEqual(["1,2", "text/csv"]);
});
