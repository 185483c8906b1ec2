import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { SageMaker } from "@aws-sdk/client-sagemaker";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { seededRandom } from "../random.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

async function started(state: string, temporary: string) {
  const options = ["--no-functions", "--port", "0", "--state", state, "--images", "any"];
  const child = spawn(process.execPath, [main, ...options], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^ready (.*)$/.exec(line)?.[1];
    if (url !== undefined) return { child, ...clientsOf(url) };
  }
  throw new Error("It ended before it was ready.");
}

function clientsOf(endpoint: string) {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const settings = { endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
  return {
    s3: new S3({ ...settings, forcePathStyle: true }),
    dynamo: new DynamoDB(settings),
    sagemaker: new SageMaker(settings),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

const training = (name: string) => ({
  TrainingJobName: name,
  RoleArn: "arn:aws:iam::111122223333:role/Tides",
  AlgorithmSpecification: { TrainingImage: "tides:1", TrainingInputMode: "File" as const },
  OutputDataConfig: { S3OutputPath: "s3://tides/jobs" },
  ResourceConfig: { InstanceType: "ml.m5.large" as const, InstanceCount: 1, VolumeSizeInGB: 1 },
  StoppingCondition: { MaxRuntimeInSeconds: 60 },
});

// Four servers start, one after the other.
it("has all that it had acknowledged when it was killed while it wrote, three times over", async () => {
  const [state, temporary] = [temporaryFolder(), temporaryFolder()];
  const random = seededRandom(7);
  const acknowledged: string[] = [];
  let begun = 0;
  for (let round = 0; round < 3; round++) {
    const { child, s3, dynamo, sagemaker } = await started(state, temporary);
    await s3.createBucket({ Bucket: "tides" }).catch(() => {});
    const write = async () => {
      const name = `object-${begun++}`;
      await s3.putObject({ Bucket: "tides", Key: name, Body: name.repeat(500) });
      const item = { pk: { S: name }, sk: { S: "ENTRY" } };
      await dynamo.putItem({ TableName: "driftwheel-ledger", Item: item });
      await sagemaker.createTrainingJob(training(name));
      acknowledged.push(name);
    };
    // Each goes on until the server is gone.
    const writing = Promise.allSettled(
      Array.from({ length: 4 }, async () => {
        for (;;) await write();
      }),
    );
    const killed = 5 + Math.floor(random() * 20) + acknowledged.length;
    await expect.poll(() => acknowledged.length, { interval: 5 }).toBeGreaterThan(killed);
    await kill(child);
    await writing;
  }

  const { child, s3, dynamo, sagemaker } = await started(state, temporary);
  expect(acknowledged.length).toBeGreaterThan(15);
  for (const name of acknowledged) {
    const object = await s3.getObject({ Bucket: "tides", Key: name });
    expect(await object.Body?.transformToString()).toBe(name.repeat(500));
    const key = { pk: { S: name }, sk: { S: "ENTRY" } };
    expect((await dynamo.getItem({ TableName: "driftwheel-ledger", Key: key })).Item).toBeDefined();
    const job = await sagemaker.describeTrainingJob({ TrainingJobName: name });
    expect(["Completed", "Failed"]).toContain(job.TrainingJobStatus);
  }
  // Those that ran as it was killed have failed, and say why.
  const { TrainingJobSummaries = [] } = await sagemaker.listTrainingJobs({
    StatusEquals: "Failed",
    MaxResults: 100,
  });
  for (const { TrainingJobName } of TrainingJobSummaries) {
    expect(await sagemaker.describeTrainingJob({ TrainingJobName })).toMatchObject({
      FailureReason: "InternalServerError: The local AWS ended while this ran.",
    });
  }
  await kill(child);
});
