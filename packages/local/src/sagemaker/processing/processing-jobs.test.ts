import type {
  CreateProcessingJobCommandInput,
  DescribeProcessingJobResponse,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { imageName, role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  await local.server.world.objects.put("quiet", "words/one.txt", Buffer.from("hello"));
  await local.server.world.objects.put("quiet", "words/two.txt", Buffer.from("there"));
});
afterAll(() => local.close());

function request(name: string, ...more: readonly string[]): CreateProcessingJobCommandInput {
  const folders = ["/opt/ml/processing/words", "/opt/ml/processing/loud"];
  return {
    ProcessingJobName: name,
    AppSpecification: {
      ImageUri: imageName,
      ContainerEntrypoint: ["node", "shout.mjs"],
      ContainerArguments: [...folders, "--place=/opt/ml/processing/x", ...more],
    },
    Environment: { PLACE: "/opt/ml/processing/y" },
    ProcessingInputs: [
      {
        InputName: "words",
        S3Input: { S3Uri: "s3://quiet/words", LocalPath: folders[0], S3DataType: "S3Prefix" },
      },
    ],
    ProcessingOutputConfig: {
      Outputs: [
        {
          OutputName: "loud",
          S3Output: { S3Uri: `s3://loud/${name}`, LocalPath: folders[1], S3UploadMode: "EndOfJob" },
        },
      ],
    },
    ProcessingResources: {
      ClusterConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 5 },
    },
    RoleArn: role,
  };
}

async function ended(name: string): Promise<DescribeProcessingJobResponse> {
  return await until(
    () => local.sagemaker.describeProcessingJob({ ProcessingJobName: name }),
    ({ ProcessingJobStatus }) => ProcessingJobStatus !== "InProgress" && ProcessingJobStatus !== "Stopping",
  );
}

async function text(key: string): Promise<string | null> {
  const body = await local.server.world.objects.get("loud", key);
  return body && Buffer.from(body).toString();
}

it("brings the inputs, runs the entry point, uploads the outputs and shows its message", async () => {
  await local.sagemaker.createProcessingJob(request("shouting"));
  const job = await ended("shouting");

  expect(job.ProcessingJobStatus).toBe("Completed");
  expect(job.ExitMessage).toBe("Shouted 2 files.");
  expect(await text("shouting/one.txt")).toBe("HELLO");
  expect(await text("shouting/two.txt")).toBe("THERE");
});

it("puts the job's folder in the place of /opt/ml in arguments and variables", async () => {
  await local.sagemaker.createProcessingJob(request("mapped"));
  await ended("mapped");
  const started = JSON.parse((await text("mapped/started.json")) ?? "{}");

  expect(started.place).toMatch(/\/processing\/mapped\/processing\/y$/);
  expect(started.rest).toEqual([expect.stringMatching(/^--place=\/.*\/processing\/mapped\/processing\/x$/)]);
  expect(started.config).toMatchObject({
    ProcessingJobName: "mapped",
    ProcessingJobArn: "arn:aws:sagemaker:eu-west-1:111122223333:processing-job/mapped",
    ProcessingInputs: [{ S3Input: { LocalPath: "/opt/ml/processing/words" } }],
  });
});

it("fails with the container's message and exit code, uploads nothing, and tells it without the message", async () => {
  await local.sagemaker.createProcessingJob(request("speechless", "--fail"));
  const job = await ended("speechless");
  const events = await until(
    async () => local.events.filter(({ detail }) => detail.ProcessingJobName === "speechless"),
    (told) => told.length >= 2,
  );

  expect(job.ProcessingJobStatus).toBe("Failed");
  expect(job.FailureReason).toBe("AlgorithmError: nothing to shout about, exit code: 255");
  expect(job.ExitMessage).toBe("nothing to shout about");
  expect(await local.server.world.objects.list("loud", "speechless/")).toEqual([]);
  expect(events.map(({ detail }) => detail.ProcessingJobStatus)).toEqual(["InProgress", "Failed"]);
  expect(events.at(-1)?.["detail-type"]).toBe("SageMaker Processing Job State Change");
  expect(events.at(-1)?.detail).not.toHaveProperty("ExitMessage");
});

it("fails when an input is not there", async () => {
  const wanted = request("hungry");
  await local.sagemaker.createProcessingJob({
    ...wanted,
    ProcessingInputs: wanted.ProcessingInputs?.map((input) => ({
      ...input,
      S3Input: { ...input.S3Input, S3Uri: "s3://quiet/nothing/", S3DataType: "S3Prefix" as const },
    })),
  });

  expect((await ended("hungry")).FailureReason).toContain(
    'No S3 objects found under S3 URL "s3://quiet/nothing/"',
  );
});

it("stops a job", async () => {
  const wanted = request("endless");
  await local.sagemaker.createProcessingJob({
    ...wanted,
    AppSpecification: {
      ImageUri: imageName,
      ContainerEntrypoint: ["node", "-e", "setInterval(() => {}, 1000)"],
    },
  });
  await local.sagemaker.stopProcessingJob({ ProcessingJobName: "endless" });

  expect((await ended("endless")).ProcessingJobStatus).toBe("Stopped");
});

it("stops a job that runs longer than it may", async () => {
  await local.sagemaker.createProcessingJob({
    ...request("too-long"),
    AppSpecification: {
      ImageUri: imageName,
      ContainerEntrypoint: ["node", "-e", "setInterval(() => {}, 1000)"],
    },
    StoppingCondition: { MaxRuntimeInSeconds: 1 },
  });

  expect(await ended("too-long")).toMatchObject({
    ProcessingJobStatus: "Stopped",
    FailureReason: expect.stringContaining("MaxRuntimeInSeconds"),
  });
});

it("refuses unknown jobs, used names and paths outside of /opt/ml", async () => {
  await expect(local.sagemaker.describeProcessingJob({ ProcessingJobName: "nobody" })).rejects.toMatchObject({
    name: "ValidationException",
    message: "Could not find requested job with name: nobody",
  });
  await local.sagemaker.createProcessingJob(request("once"));
  await ended("once");
  await expect(local.sagemaker.createProcessingJob(request("once"))).rejects.toMatchObject({
    name: "ResourceInUse",
  });
  const outside = request("outside");
  outside.ProcessingOutputConfig = {
    Outputs: [
      {
        OutputName: "loud",
        S3Output: { S3Uri: "s3://loud/x", LocalPath: "/opt/ml/../../etc", S3UploadMode: "EndOfJob" },
      },
    ],
  };
  await expect(local.sagemaker.createProcessingJob(outside)).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("is not below /opt/ml"),
  });
});
