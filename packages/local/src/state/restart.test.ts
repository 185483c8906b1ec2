import { cpSync } from "node:fs";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SSM } from "@aws-sdk/client-ssm";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { imageName, role, tinyImage } from "../sagemaker/testing/images.ts";
import { type LocalSageMaker, localSageMaker, settled, until } from "../sagemaker/testing/local-sagemaker.ts";
import { createConfig, invoke } from "../sagemaker/testing/tiny-endpoint.ts";
import { startLocal } from "../server.ts";

const clients = ({ server }: LocalSageMaker) => {
  const settings = {
    endpoint: server.url,
    region: server.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  };
  return {
    s3: new S3({ ...settings, forcePathStyle: true }),
    dynamo: new DynamoDB(settings),
    ssm: new SSM(settings),
    sns: new SNS(settings),
    events: new EventBridge(settings),
  };
};

const job = (name: string, seconds: number) => ({
  TrainingJobName: name,
  RoleArn: role,
  AlgorithmSpecification: { TrainingImage: imageName, TrainingInputMode: "File" as const },
  HyperParameters: { seconds: String(seconds) },
  InputDataConfig: [
    {
      ChannelName: "train",
      DataSource: { S3DataSource: { S3DataType: "S3Prefix" as const, S3Uri: "s3://tides/levels" } },
    },
  ],
  OutputDataConfig: { S3OutputPath: "s3://tides/jobs" },
  ResourceConfig: { InstanceType: "ml.m5.large" as const, InstanceCount: 1, VolumeSizeInGB: 1 },
  StoppingCondition: { MaxRuntimeInSeconds: 60 },
  Tags: [{ Key: "driftwheel:model", Value: "tides" }],
});

/** A pipeline that has ended as soon as it is started. */
const failing = {
  PipelineName: "tides",
  PipelineDefinition: JSON.stringify({
    Version: "2020-12-01",
    Steps: [{ Name: "Stop", Type: "Fail", Arguments: { ErrorMessage: "ebb" } }],
  }),
  ClientRequestToken: "t".repeat(32),
  RoleArn: role,
};

it("has at the next start what it had at its end, and its endpoints answer", async () => {
  const state = temporaryFolder();
  const images = tinyImage();
  const before = await localSageMaker({ state, images });
  const { s3, dynamo, ssm, sns, events } = clients(before);
  await s3.createBucket({ Bucket: "tides" });
  await s3.putObject({
    Bucket: "tides",
    Key: "levels/a b.csv",
    Body: "1 2 3",
    Metadata: { station: "KSEA" },
  });
  await s3.putObject({ Bucket: "tides", Key: "gone", Body: "x" });
  await s3.deleteObject({ Bucket: "tides", Key: "gone" });
  await ssm.putParameter({ Name: "/tides/key", Value: "1", Type: "SecureString" });
  await ssm.putParameter({ Name: "/tides/key", Value: "2", Type: "SecureString", Overwrite: true });
  await sns.createTopic({ Name: "tides" });
  await events.createEventBus({ Name: "tides" });
  await dynamo.putItem({
    TableName: "driftwheel-ledger",
    Item: { pk: { S: "MODEL#tides" }, sk: { S: "ENTRY#1" } },
  });
  await before.sagemaker.createTrainingJob(job("ended", 0));
  await until(
    () => before.sagemaker.describeTrainingJob({ TrainingJobName: "ended" }),
    ({ TrainingJobStatus }) => TrainingJobStatus === "Completed",
  );
  await before.createModel(4);
  await before.createModel(6);
  await createConfig(before, "tides", { champion: ["model-4", 1], challenger: ["model-6", 0] });
  await before.sagemaker.createEndpoint({ EndpointName: "tides", EndpointConfigName: "tides" });
  await settled(before, "tides");
  await before.sagemaker.deleteModel({ ModelName: "model-6" });
  await before.sagemaker.createModelPackageGroup({ ModelPackageGroupName: "tides" });
  const version = { ModelPackageGroupName: "tides", ClientToken: "once" };
  const { ModelPackageArn } = await before.sagemaker.createModelPackage(version);
  const pipeline = await before.sagemaker.createPipeline(failing);
  const { PipelineExecutionArn } = await before.sagemaker.startPipelineExecution({
    PipelineName: "tides",
    ClientRequestToken: "e".repeat(32),
  });
  await until(
    () => before.sagemaker.describePipelineExecution({ PipelineExecutionArn }),
    ({ PipelineExecutionStatus }) => PipelineExecutionStatus === "Failed",
  );
  const described = await before.sagemaker.describeTrainingJob({ TrainingJobName: "ended" });
  const lines = before.server.world.logs.find("/aws/sagemaker/TrainingJobs");
  await before.close();

  const after = await localSageMaker({ state, images });
  const next = clients(after);
  const object = await next.s3.getObject({ Bucket: "tides", Key: "levels/a b.csv" });
  expect([await object.Body?.transformToString(), object.Metadata]).toEqual(["1 2 3", { station: "KSEA" }]);
  const { KeyCount } = await next.s3.listObjectsV2({ Bucket: "tides", Prefix: "gone" });
  expect(KeyCount).toBe(0);
  const parameter = await next.ssm.getParameter({ Name: "/tides/key", WithDecryption: true });
  expect(parameter.Parameter).toMatchObject({ Value: "2", Version: 2 });
  expect((await next.sns.listTopics({})).Topics).toContainEqual({
    TopicArn: "arn:aws:sns:eu-west-1:111122223333:tides",
  });
  expect(await next.events.describeEventBus({ Name: "tides" })).toMatchObject({ Name: "tides" });
  expect((await next.dynamo.scan({ TableName: "driftwheel-ledger" })).Items).toHaveLength(1);
  const { $metadata: _, ...job_ } = await after.sagemaker.describeTrainingJob({ TrainingJobName: "ended" });
  expect(job_).toEqual({ ...described, $metadata: undefined });
  expect(after.server.world.logs.find("/aws/sagemaker/TrainingJobs")).toEqual(lines);
  expect((await after.sagemaker.listTags({ ResourceArn: described.TrainingJobArn ?? "" })).Tags).toHaveLength(
    1,
  );
  expect(await settled(after, "tides")).toMatchObject({ EndpointStatus: "InService" });
  expect(await invoke(after, "tides", "x", { TargetVariant: "challenger" })).toMatchObject({ mean: 6 });
  expect(await invoke(after, "tides", "x")).toMatchObject({ mean: 4, variant: "champion" });
  expect(await after.sagemaker.createModelPackage(version)).toMatchObject({ ModelPackageArn });
  expect(await after.sagemaker.describePipeline({ PipelineName: "tides" })).toMatchObject({
    PipelineArn: pipeline.PipelineArn,
  });
  expect(
    await after.sagemaker.startPipelineExecution({
      PipelineName: "tides",
      ClientRequestToken: "e".repeat(32),
    }),
  ).toMatchObject({ PipelineExecutionArn });
  await after.close();
});

it("has what was changed after it was first kept as it was last", async () => {
  const state = temporaryFolder();
  const before = await localSageMaker({ state });
  const { sagemaker } = before;
  const { sns } = clients(before);
  const { ModelPackageGroupArn: group = "" } = await sagemaker.createModelPackageGroup({
    ModelPackageGroupName: "tides",
  });
  await sagemaker.createModelPackage({ ModelPackageGroupName: "tides" });
  const { ModelPackageArn } = await sagemaker.createModelPackage({ ModelPackageGroupName: "tides" });
  await sagemaker.updateModelPackage({ ModelPackageArn, ModelApprovalStatus: "Approved" });
  await sagemaker.addTags({ ResourceArn: group, Tags: [{ Key: "a", Value: "1" }] });
  await sagemaker.addTags({ ResourceArn: group, Tags: [{ Key: "b", Value: "2" }] });
  await sagemaker.deleteTags({ ResourceArn: group, TagKeys: ["a"] });
  await sagemaker.createPipeline(failing);
  await sagemaker.startPipelineExecution({ PipelineName: "tides", ClientRequestToken: "e".repeat(32) });
  await sagemaker.updatePipeline({ PipelineName: "tides", PipelineDescription: "of the coast" });
  const { TopicArn } = await sns.createTopic({ Name: "tides" });
  const { SubscriptionArn } = await sns.subscribe({
    TopicArn,
    Protocol: "http",
    Endpoint: "http://127.0.0.1:9/",
    ReturnSubscriptionArn: true,
  });
  const raw = { SubscriptionArn, AttributeName: "RawMessageDelivery", AttributeValue: "true" };
  await sns.setSubscriptionAttributes(raw);
  await before.close();

  const after = await localSageMaker({ state });
  expect(await after.sagemaker.describeModelPackage({ ModelPackageName: ModelPackageArn })).toMatchObject({
    ModelPackageVersion: 2,
    ModelApprovalStatus: "Approved",
  });
  const next = await after.sagemaker.createModelPackage({ ModelPackageGroupName: "tides" });
  expect(next.ModelPackageArn).toMatch(/\/tides\/3$/);
  expect((await after.sagemaker.listTags({ ResourceArn: group })).Tags).toEqual([{ Key: "b", Value: "2" }]);
  expect(await after.sagemaker.describePipeline({ PipelineName: "tides" })).toMatchObject({
    PipelineDescription: "of the coast",
    LastRunTime: expect.any(Date),
  });
  const { Attributes } = await clients(after).sns.getSubscriptionAttributes({ SubscriptionArn });
  expect(Attributes).toMatchObject({ RawMessageDelivery: "true" });
  await after.close();
});

it("starts an endpoint whose image is not known any more as one that failed, and says why", async () => {
  const state = temporaryFolder();
  const before = await localSageMaker({ state });
  await before.createModel(4);
  await createConfig(before, "tides", { champion: ["model-4", 1] });
  await before.sagemaker.createEndpoint({ EndpointName: "tides", EndpointConfigName: "tides" });
  await settled(before, "tides");
  await before.close();

  const after = await localSageMaker({ state, images: {} });
  expect(await settled(after, "tides")).toMatchObject({
    EndpointStatus: "Failed",
    FailureReason: expect.stringContaining(`Requested image ${imageName} not found.`),
  });
  await after.close();
});

it("goes on with the endpoint that was being created, and leaves the one that was being updated as it was", async () => {
  const state = temporaryFolder();
  const images = tinyImage();
  const before = await localSageMaker({ state, images });
  await before.createModel(4);
  await before.createModel(6);
  await createConfig(before, "four", { champion: ["model-4", 1] });
  await createConfig(before, "six", { champion: ["model-6", 1] });
  await before.sagemaker.createEndpoint({ EndpointName: "updated", EndpointConfigName: "four" });
  await settled(before, "updated");
  await before.sagemaker.updateEndpoint({ EndpointName: "updated", EndpointConfigName: "six" });
  await before.sagemaker.createEndpoint({ EndpointName: "created", EndpointConfigName: "four" });
  await before.close();

  const after = await localSageMaker({ state, images });
  for (const name of ["created", "updated"]) {
    const described = await settled(after, name);
    expect(described).toMatchObject({ EndpointStatus: "InService", EndpointConfigName: "four" });
    expect(described.FailureReason).toBeUndefined();
    expect(await invoke(after, name, "x")).toMatchObject({ mean: 4 });
  }
  await after.close();
});

it("fails what ran when the server was killed, and tells it", async () => {
  const [state, found] = [temporaryFolder(), temporaryFolder()];
  const images = tinyImage();
  const before = await localSageMaker({ state, images });
  await before.server.world.objects.put("tides", "levels", Buffer.from("1 2 3"));
  await before.sagemaker.createTrainingJob(job("running", 60));
  const { TrainingJobName: _, ...step } = job("step", 60);
  await before.sagemaker.createPipeline({
    PipelineName: "tides",
    PipelineDefinition: JSON.stringify({
      Version: "2020-12-01",
      Steps: [{ Name: "Train", Type: "Training", Arguments: step }],
    }),
    ClientRequestToken: "t".repeat(32),
    RoleArn: role,
  });
  const { PipelineExecutionArn } = await before.sagemaker.startPipelineExecution({
    PipelineName: "tides",
    ClientRequestToken: "e".repeat(32),
  });
  // Whatever is in the folder now is all that a kill would leave.
  cpSync(state, found, { recursive: true });
  await before.close();

  const after = await localSageMaker({ state: found, images });
  const reason = "InternalServerError: The local AWS ended while this ran.";
  const ran = await after.sagemaker.describeTrainingJob({ TrainingJobName: "running" });
  expect(ran).toMatchObject({ TrainingJobStatus: "Failed", FailureReason: reason });
  const execution = await after.sagemaker.describePipelineExecution({ PipelineExecutionArn });
  expect(execution).toMatchObject({ PipelineExecutionStatus: "Failed", FailureReason: reason });
  const told = ({ detail }: { readonly detail: Readonly<Record<string, unknown>> }) =>
    detail.TrainingJobName === "running" && detail.TrainingJobStatus === "Failed";
  await expect.poll(() => after.events.some(told)).toBe(true);
  await after.close();
});

it("draws other ids after a restart, and again after the next one", async () => {
  const state = temporaryFolder();
  const executions: (string | undefined)[] = [];
  for (let round = 0; round < 3; round++) {
    const local = await localSageMaker({ state });
    if (round === 0) {
      await local.sagemaker.createPipeline(failing);
    }
    const started = await local.sagemaker.startPipelineExecution({
      PipelineName: "tides",
      ClientRequestToken: String(round).repeat(32),
    });
    executions.push(started.PipelineExecutionArn);
    await local.close();
  }
  expect(new Set(executions).size).toBe(3);
});

it("refuses a folder that another server works with", async () => {
  const state = temporaryFolder();
  const first = await startLocal({ state });
  await expect(startLocal({ state })).rejects.toThrow(
    `The state in ${state} cannot be opened: another local AWS works with it.`,
  );
  await first.close();
});
