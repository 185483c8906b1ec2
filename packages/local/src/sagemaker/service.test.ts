import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { imageName, role } from "./testing/images.ts";
import { type LocalSageMaker, localSageMaker, settled, until } from "./testing/local-sagemaker.ts";
import { createConfig, invoke } from "./testing/tiny-endpoint.ts";

let local: LocalSageMaker;

beforeEach(async () => {
  local = await localSageMaker();
});
afterEach(() => local.close());

it("ends jobs, endpoints and what is on its way within a second, and leaves nothing behind", async () => {
  await local.server.world.objects.put("data", "train/a.txt", Buffer.from("1"));
  const model = await local.createModel(5);
  await createConfig(local, "config", { main: [model, 1] });
  await local.sagemaker.createEndpoint({ EndpointName: "serving", EndpointConfigName: "config" });
  await settled(local, "serving");
  const { pid } = await invoke(local, "serving");
  await local.sagemaker.createTrainingJob({
    TrainingJobName: "endless",
    AlgorithmSpecification: {
      TrainingImage: imageName,
      TrainingInputMode: "File",
      ContainerEntrypoint: ["node", "-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"],
    },
    RoleArn: role,
    OutputDataConfig: { S3OutputPath: "s3://results/" },
    ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 5 },
    StoppingCondition: {},
  });
  await until(
    () => local.sagemaker.describeTrainingJob({ TrainingJobName: "endless" }),
    ({ SecondaryStatus }) => SecondaryStatus === "Training",
  );
  await local.sagemaker.createEndpoint({ EndpointName: "starting", EndpointConfigName: "config" });
  const { directory } = local.server.world;

  const began = Date.now();
  await local.server.close();

  expect(Date.now() - began).toBeLessThan(1_000);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  expect(existsSync(directory)).toBe(false);
});

it("writes what was captured before it closes", async () => {
  const model = await local.createModel(6);
  await createConfig(
    local,
    "config",
    { main: [model, 1] },
    {
      EnableCapture: true,
      InitialSamplingPercentage: 100,
      DestinationS3Uri: "s3://captured/",
      CaptureOptions: [{ CaptureMode: "InputAndOutput" }],
    },
  );
  await local.sagemaker.createEndpoint({ EndpointName: "captured", EndpointConfigName: "config" });
  await settled(local, "captured");
  await invoke(local, "captured");
  const { objects } = local.server.world;
  expect(await objects.list("captured", "captured/main/")).toEqual([]);

  await local.server.close();

  expect(await objects.list("captured", "captured/main/")).toHaveLength(1);
});
