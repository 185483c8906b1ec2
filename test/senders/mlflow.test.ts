import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SageMaker } from "@aws-sdk/client-sagemaker";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { dynamoDb } from "@driftwheel/aws/clients/dynamodb.ts";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { missing } from "../runner/skipped.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";
import { python } from "./python.ts";

const secret = "orchard-5b0f6f7d8a1c4e2b";
let local: LocalServer;
let sagemaker: SageMaker;

beforeAll(async () => {
  local = await startLocal({
    functions: true,
    schedules: { monitor: 0, quality: 0, sweep: 0 },
    environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "fleet.ts") },
  });
  const settings = {
    endpoint: local.url,
    region: local.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  sagemaker = new SageMaker(settings);
  const ssm = new SSMClient(settings);
  await ssm.send(new PutParameterCommand({ Name: "/hooks/mlflow", Type: "SecureString", Value: secret }));
  ssm.destroy();
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "orchard" }));
  // As Python writes it, with a metric that could not be measured.
  const Body = '{"mae": 1.25, "r2": NaN}';
  await s3.send(new PutObjectCommand({ Bucket: "orchard", Key: "evaluation.json", Body }));
  s3.destroy();
  await sagemaker.createModelPackageGroup({ ModelPackageGroupName: "orchard" });
});

afterAll(async () => {
  sagemaker.destroy();
  await local.close();
});

const ledger = (model: string): Promise<readonly Entry[]> =>
  dynamoLedger({ client: dynamoDb(), table: names.ledgerTable }).read(model);
const ofKind = async (model: string, kind: Entry["kind"]): Promise<readonly Entry[]> =>
  (await ledger(model)).filter((entry) => entry.kind === kind);
const until = (assertion: () => Promise<void>) =>
  vi.waitFor(assertion, { timeout: longestWait, interval: 200 });

async function registerPackage(): Promise<void> {
  await sagemaker.createModelPackage({
    ModelPackageGroupName: "orchard",
    ModelApprovalStatus: "PendingManualApproval",
    InferenceSpecification: {
      Containers: [{ Image: "orchard:1", ModelDataUrl: "s3://orchard/model.tar.gz" }],
      SupportedContentTypes: ["text/csv"],
      SupportedResponseMIMETypes: ["text/csv"],
    },
    ModelMetrics: {
      ModelQuality: {
        Statistics: { ContentType: "application/json", S3Uri: "s3://orchard/evaluation.json" },
      },
    },
  });
}

describe.skipIf(missing("MLflow", python, "-c", "import flask, mlflow, sqlalchemy"))(
  "MLflow's own server",
  () => {
    it("tells of new data and approves versions by the webhooks that it signs itself", async () => {
      await registerPackage();
      await registerPackage();
      await until(async () => expect(await ofKind("orchard", "approval-requested")).toHaveLength(2));

      const session = spawn(
        python,
        [
          join(import.meta.dirname, "mlflow_session.py"),
          temporaryFolder(),
          `${local.apiUrl}/hooks/mlflow`,
          secret,
        ],
        { stdio: ["pipe", "pipe", "inherit"] },
      );
      const ended = once(session, "exit");
      try {
        const said = await Promise.race([once(createInterface({ input: session.stdout }), "line"), ended]);
        // MLflow's own test of a webhook: verified, and of no registered model that is known here.
        expect(JSON.parse(String(said[0]))).toEqual({
          mlflow: expect.stringMatching(/^3\./),
          tested: [true, 202],
        });

        await until(async () => expect(await ofKind("orchard", "candidate-approved")).toHaveLength(2));
        await until(async () => expect(await ofKind("meadow", "retraining-requested")).toHaveLength(1));
      } finally {
        session.stdin.end();
        await ended;
      }
      expect(session.exitCode).toBe(0);

      await vi.waitFor(() => expect(local.idle()).toBe(true), { timeout: longestWait });
      const because = async (model: string, kind: Entry["kind"]) =>
        (await ofKind(model, kind)).map((entry) => entry.because);
      // By its alias, and by a tag that names the version of the package.
      expect(await because("orchard", "candidate-approved")).toEqual([
        "Version 1 was approved by hook:mlflow (hook): MLflow alias champion",
        "Version 2 was approved by hook:mlflow (hook): MLflow tag on version 2",
      ]);
      const told = "mlflow tells of new data: MLflow registered version 1 of meadow";
      expect(await because("meadow", "retraining-requested")).toEqual([expect.stringContaining(told)]);
      // What a retraining registered, and what is no alias of a champion, was asked for nothing.
      expect((await ledger("meadow")).filter((entry) => entry.because.includes("version 2"))).toEqual([]);
      expect(await ofKind("orchard", "command-refused")).toEqual([]);
      expect(local.deadLetters()).toEqual([]);
    });
  },
);
