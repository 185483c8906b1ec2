import { request as send } from "node:http";
import { ListTrainingJobsCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";
import { refusalOf } from "./loopback.ts";

let local: LocalServer;
let sagemaker: SageMakerClient;

beforeAll(async () => {
  local = await startLocal();
  sagemaker = new SageMakerClient({
    endpoint: local.url,
    region: local.world.region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});

afterAll(async () => {
  sagemaker.destroy();
  await local.close();
});

/** Sends what fetch may not: any Host. */
function post(url: string, headers: Readonly<Record<string, string>>, body: string) {
  return new Promise<{ readonly status: number | undefined; readonly text: string }>((resolve, reject) => {
    const request = send(url, { method: "POST", headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on("end", () => resolve({ status: response.statusCode, text }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

function createTrainingJob(headers: Readonly<Record<string, string>>) {
  const target = {
    "x-amz-target": "SageMaker.CreateTrainingJob",
    "content-type": "application/x-amz-json-1.1",
  };
  const body = {
    TrainingJobName: "rebound",
    RoleArn: "arn:aws:iam::111122223333:role/any",
    AlgorithmSpecification: { TrainingImage: "frost", TrainingInputMode: "File" },
    OutputDataConfig: { S3OutputPath: "s3://any/out" },
    ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
    StoppingCondition: { MaxRuntimeInSeconds: 60 },
  };
  return post(local.url, { ...target, ...headers }, JSON.stringify(body));
}

describe("the small AWS", () => {
  it("creates no training job for a page that lets its own name point to this machine", async () => {
    const answer = await createTrainingJob({ host: "rebound.example.com:4566" });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('The header Host is \\"rebound.example.com:4566\\"');
    const foreign = await createTrainingJob({ origin: "https://example.com" });
    expect(foreign.status).toBe(403);
    expect(foreign.text).toContain('The header Origin is \\"https://example.com\\"');
    expect((await sagemaker.send(new ListTrainingJobsCommand({}))).TrainingJobSummaries).toEqual([]);
  });

  it("answers it neither in DynamoDB's name nor at the HTTP API", async () => {
    const tables = { "x-amz-target": "DynamoDB_20120810.ListTables", host: "rebound.example.com" };
    expect((await post(local.url, tables, "{}")).status).toBe(403);
    expect((await post(`${local.apiUrl}/links/x`, { host: "rebound.example.com" }, "")).status).toBe(403);
    expect((await post(`${local.apiUrl}/links/x`, { origin: "null" }, "")).status).toBe(403);
  });

  it.each([
    "127.0.0.1",
    "127.0.0.1:4566",
    "localhost",
    "LOCALHOST:1",
    "[::1]:4566",
    "bucket.localhost:4566",
    "my.bucket-1.s3.localhost:4566",
    "bucket.127.0.0.1:4566",
  ])("answers to %s", (host) => {
    expect(refusalOf({ host })).toBeNull();
    expect(refusalOf({ host, origin: `http://${host}` })).toBeNull();
  });

  it.each([
    undefined,
    "",
    "example.com",
    "localhost.example.com",
    "127.0.0.1.example.com",
    "notlocalhost",
    "example.com@localhost",
    "localhost:4566:1",
    "localhost.",
    "127.0.0.1.nip.io:4566",
    "127.0.0.2",
    "0.0.0.0:4566",
    "[::]:4566",
    "bucket.s3.amazonaws.com",
  ])("does not answer to %s", (host) => {
    expect(refusalOf(host === undefined ? {} : { host })).toContain("The header Host is ");
  });

  it.each(["null", "https://example.com", "http://localhost.example.com", "file://", "http://localhost/x"])(
    "does not answer pages of %s",
    (origin) => {
      expect(refusalOf({ host: "127.0.0.1:4566", origin })).toContain("The header Origin is ");
    },
  );
});
