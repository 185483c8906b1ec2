import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CreateTrainingJobCommandInput, DescribeTrainingJobResponse } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { unpack } from "../containers/archive.ts";
import { imageName, role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  const { objects } = local.server.world;
  await objects.put("data", "train/a.txt", Buffer.from("2 4"));
  await objects.put("data", "train/more/b.txt", Buffer.from("9"));
  await objects.put("data", "unused.txt", Buffer.from("100"));
});
afterAll(() => local.close());

function request(
  name: string,
  change: Partial<CreateTrainingJobCommandInput> = {},
): CreateTrainingJobCommandInput {
  return {
    TrainingJobName: name,
    AlgorithmSpecification: { TrainingImage: imageName, TrainingInputMode: "File" },
    RoleArn: role,
    InputDataConfig: [channel("s3://data/train", "S3Prefix")],
    OutputDataConfig: { S3OutputPath: "s3://results/jobs/" },
    ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 5 },
    StoppingCondition: { MaxRuntimeInSeconds: 60 },
    ...change,
  };
}

function channel(S3Uri: string, S3DataType: "S3Prefix" | "ManifestFile") {
  return {
    ChannelName: "train",
    ContentType: "text/plain",
    DataSource: { S3DataSource: { S3DataType, S3Uri, S3DataDistributionType: "FullyReplicated" as const } },
  };
}

async function train(
  name: string,
  change: Partial<CreateTrainingJobCommandInput> = {},
): Promise<DescribeTrainingJobResponse> {
  await local.sagemaker.createTrainingJob(request(name, change));
  return await ended(name);
}

async function ended(name: string): Promise<DescribeTrainingJobResponse> {
  return await until(
    () => local.sagemaker.describeTrainingJob({ TrainingJobName: name }),
    ({ TrainingJobStatus }) => TrainingJobStatus !== "InProgress" && TrainingJobStatus !== "Stopping",
  );
}

async function fileIn(bucket: string, key: string, name: string): Promise<Record<string, string>> {
  const archive = await local.server.world.objects.get(bucket, key);
  if (archive === null) throw new Error(`There is no s3://${bucket}/${key}.`);
  const folder = temporaryFolder();
  await unpack(archive, join(folder, "content"));
  return JSON.parse(readFileSync(join(folder, "content", name), "utf8"));
}

it("runs the image's script on the downloaded channel and packs what it leaves as the model", async () => {
  const job = await train("mean-1");

  expect(job.TrainingJobStatus).toBe("Completed");
  expect(job.ModelArtifacts?.S3ModelArtifacts).toBe("s3://results/jobs/mean-1/output/model.tar.gz");
  expect(await fileIn("results", "jobs/mean-1/output/model.tar.gz", "model.json")).toEqual({ mean: 5 });
  expect(job.SecondaryStatusTransitions?.map(({ Status }) => Status)).toEqual([
    "Starting",
    "Downloading",
    "Training",
    "Uploading",
    "Completed",
  ]);
  expect(job.SecondaryStatusTransitions?.every(({ EndTime }) => EndTime instanceof Date)).toBe(true);
});

it("gives the script the variables of the container contract and nobody's credentials", async () => {
  process.env.AWS_SESSION_TOKEN = "somebody's";
  process.env.SOME_SECRET = "somebody's";
  try {
    await train("variables", {
      HyperParameters: { trees: "25", "learning-rate": "0.1", loss: "squared" },
      Environment: { STAGE: "test", PLACE: "/opt/ml/input" },
    });
  } finally {
    delete process.env.AWS_SESSION_TOKEN;
    delete process.env.SOME_SECRET;
  }
  const variables = await fileIn("results", "jobs/variables/output/output.tar.gz", "environment.json");

  expect(variables).toMatchObject({
    TRAINING_JOB_NAME: "variables",
    TRAINING_JOB_ARN: "arn:aws:sagemaker:eu-west-1:111122223333:training-job/variables",
    SAGEMAKER_REGION: "eu-west-1",
    SM_CHANNELS: '["train"]',
    SM_HPS: '{"trees":25,"learning-rate":0.1,"loss":"squared"}',
    SM_HP_TREES: "25",
    "SM_HP_LEARNING-RATE": "0.1",
    SM_HP_LOSS: "squared",
    SM_CURRENT_HOST: "algo-1",
    STAGE: "test",
    PLACE: `${variables.OPT_ML}/input`,
    SM_MODEL_DIR: `${variables.OPT_ML}/model`,
    AWS_ENDPOINT_URL: local.server.url,
    AWS_ACCESS_KEY_ID: "local",
  });
  expect(Number(variables.SM_NUM_CPUS)).toBeGreaterThan(0);
  expect(variables).not.toHaveProperty("AWS_SESSION_TOKEN");
  expect(variables).not.toHaveProperty("SOME_SECRET");
});

it("downloads the files that a manifest names", async () => {
  const manifest = [{ prefix: "s3://data/train/" }, "more/b.txt"];
  await local.server.world.objects.put("data", "manifest.json", Buffer.from(JSON.stringify(manifest)));

  await train("manifest", { InputDataConfig: [channel("s3://data/manifest.json", "ManifestFile")] });

  expect(await fileIn("results", "jobs/manifest/output/model.tar.gz", "model.json")).toEqual({ mean: 9 });
});

it("reads the last value of each metric from the log", async () => {
  const job = await train("metrics", {
    AlgorithmSpecification: {
      TrainingImage: imageName,
      TrainingInputMode: "File",
      MetricDefinitions: [
        { Name: "loss", Regex: "loss=(.*?);" },
        { Name: "never", Regex: "never=(.*?);" },
      ],
    },
  });

  expect(job.FinalMetricDataList?.map(({ MetricName, Value }) => [MetricName, Value])).toEqual([
    ["loss", 0.25],
  ]);
});

it("tells of every change on the default bus, times in milliseconds and tags as a map", async () => {
  await train("told", { Tags: [{ Key: "team", Value: "weather" }] });
  const arn = "arn:aws:sagemaker:eu-west-1:111122223333:training-job/told";
  const told = await until(
    async () => local.events.filter(({ resources }) => resources.includes(arn)),
    (events) => events.some(({ detail }) => detail.TrainingJobStatus === "Completed"),
  );

  expect(told.map(({ detail }) => [detail.TrainingJobStatus, detail.SecondaryStatus])).toEqual([
    ["InProgress", "Starting"],
    ["InProgress", "Downloading"],
    ["InProgress", "Training"],
    ["InProgress", "Uploading"],
    ["Completed", "Completed"],
  ]);
  const last = told.at(-1);
  expect(last?.["detail-type"]).toBe("SageMaker Training Job State Change");
  expect(last?.detail).toMatchObject({
    TrainingJobName: "told",
    TrainingJobArn: arn,
    ModelArtifacts: { S3ModelArtifacts: "s3://results/jobs/told/output/model.tar.gz" },
    Tags: { team: "weather" },
  });
  expect(Number(last?.detail.CreationTime)).toBeGreaterThan(1e12);
});

it("fails with what the script said and its exit code", async () => {
  const job = await train("failing", { HyperParameters: { fail: "the label column is missing" } });

  expect(job.TrainingJobStatus).toBe("Failed");
  expect(job.FailureReason).toBe("AlgorithmError: the label column is missing, exit code: 3");
  expect(job.ModelArtifacts).toBeUndefined();
});

it("stops a job, keeps the model it had made, and refuses to stop it twice", async () => {
  const folder = temporaryFolder();
  await local.sagemaker.createTrainingJob(
    request("stopped", { HyperParameters: { seconds: "60", keep: "1", tell: join(folder, "listening") } }),
  );
  await until(
    async () => existsSync(join(folder, "listening")),
    (listening) => listening,
  );

  await local.sagemaker.stopTrainingJob({ TrainingJobName: "stopped" });
  const job = await ended("stopped");

  expect([job.TrainingJobStatus, job.SecondaryStatus]).toEqual(["Stopped", "Stopped"]);
  expect(await fileIn("results", "jobs/stopped/output/model.tar.gz", "model.json")).toEqual({ mean: -1 });
  await expect(local.sagemaker.stopTrainingJob({ TrainingJobName: "stopped" })).rejects.toMatchObject({
    name: "ValidationException",
    message: "The request was rejected because the training job is in status Stopped.",
  });
});

it("stops a job that runs longer than it may", async () => {
  const job = await train("too-long", {
    HyperParameters: { seconds: "60" },
    StoppingCondition: { MaxRuntimeInSeconds: 1 },
  });

  expect([job.TrainingJobStatus, job.SecondaryStatus]).toEqual(["Stopped", "MaxRuntimeExceeded"]);
});

it("refuses a name that was used before", async () => {
  await train("taken");

  await expect(local.sagemaker.createTrainingJob(request("taken"))).rejects.toMatchObject({
    name: "ResourceInUse",
    message: expect.stringContaining("training-job/taken"),
  });
});

it.each([
  [
    "data that is not there",
    { InputDataConfig: [channel("s3://data/nothing/", "S3Prefix")] },
    'No S3 objects found under S3 URL "s3://data/nothing/" given in input data source.',
  ],
  [
    "an image that is not there",
    { AlgorithmSpecification: { TrainingImage: "nobody/nothing:9", TrainingInputMode: "File" as const } },
    "Requested image nobody/nothing:9 not found.",
  ],
  [
    "a name that is none",
    { TrainingJobName: "under_scored" },
    "1 validation error detected: Value 'under_scored' at 'trainingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern:",
  ],
])("refuses %s in the service's words", async (_, change, message) => {
  await expect(local.sagemaker.createTrainingJob(request("refused", change))).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(message),
  });
  await expect(local.sagemaker.describeTrainingJob({ TrainingJobName: "refused" })).rejects.toMatchObject({
    name: "ValidationException",
    message: "Requested resource not found.",
  });
});

it("lists jobs in pages, by name and by status", async () => {
  for (const name of ["listed-c", "listed-a", "listed-b"]) {
    await train(name, name === "listed-b" ? { HyperParameters: { fail: "no" } } : {});
  }
  const names: (string | undefined)[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await local.sagemaker.listTrainingJobs({
      NameContains: "listed-",
      SortBy: "Name",
      SortOrder: "Descending",
      MaxResults: 2,
      NextToken,
    });
    names.push(page.TrainingJobSummaries?.map(({ TrainingJobName }) => TrainingJobName) ?? []);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);

  expect(names).toEqual([["listed-c", "listed-b"], ["listed-a"]]);
  const failed = await local.sagemaker.listTrainingJobs({ NameContains: "listed-", StatusEquals: "Failed" });
  expect(failed.TrainingJobSummaries?.map(({ TrainingJobName }) => TrainingJobName)).toEqual(["listed-b"]);
});

it("answers once with the error that was planned, and then as usual", async () => {
  local.server.world.faults.add("sagemaker", "CreateTrainingJob", {
    code: "ThrottlingException",
    message: "Rate exceeded",
    status: 400,
  });

  await expect(local.sagemaker.createTrainingJob(request("throttled"))).rejects.toMatchObject({
    name: "ThrottlingException",
    message: "Rate exceeded",
  });
  expect((await train("throttled")).TrainingJobStatus).toBe("Completed");
});

it("a status is looked for on the page that was asked for, so that a page may be empty and more follow", async () => {
  await train("paged-failed", { HyperParameters: { fail: "as asked" } });
  await train("paged-done");
  const list = (more: object) =>
    local.sagemaker.listTrainingJobs({ NameContains: "paged-", StatusEquals: "Completed", ...more });
  const first = await list({ MaxResults: 1 });
  expect(first.TrainingJobSummaries).toEqual([]);
  const second = await list({ MaxResults: 1, NextToken: first.NextToken });
  expect(second.TrainingJobSummaries).toMatchObject([{ TrainingJobName: "paged-done" }]);
  expect((await list({})).TrainingJobSummaries).toHaveLength(1);
});
