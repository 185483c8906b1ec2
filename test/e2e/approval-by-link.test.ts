import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SageMaker } from "@aws-sdk/client-sagemaker";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { checkedFetch } from "@driftwheel/api/testing/checked-fetch.ts";
import { signLink } from "@driftwheel/aws/alerts/links.ts";
import type { AlertLink, Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";

const fetch = checkedFetch();

/** A candidate is registered by hand; a person answers by the link, as its functions sign it. */
let local: LocalServer;
let sagemaker: SageMaker;
let ssm: SSMClient;

beforeAll(async () => {
  local = await startLocal({
    seed: 31,
    functions: true,
    schedules: { monitor: 0, quality: 0, sweep: 0 },
    environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "model-monitor/fleet.ts") },
  });
  const settings = {
    endpoint: local.url,
    region: local.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  sagemaker = new SageMaker(settings);
  ssm = new SSMClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "harbour" }));
  await s3.send(
    new PutObjectCommand({
      Bucket: "harbour",
      Key: "evaluation.json",
      Body: JSON.stringify({ regression_metrics: { mae: { value: 2.25 } } }),
    }),
  );
  s3.destroy();
  await sagemaker.createModelPackageGroup({ ModelPackageGroupName: "harbour" });
});

afterAll(async () => {
  sagemaker.destroy();
  ssm.destroy();
  await local.close();
});

async function registerCandidate(): Promise<string> {
  const { ModelPackageArn } = await sagemaker.createModelPackage({
    ModelPackageGroupName: "harbour",
    ModelApprovalStatus: "PendingManualApproval",
    InferenceSpecification: {
      Containers: [{ Image: "harbour:1", ModelDataUrl: "s3://harbour/model.tar.gz" }],
      SupportedContentTypes: ["text/csv"],
      SupportedResponseMIMETypes: ["text/csv"],
    },
    ModelMetrics: {
      ModelQuality: {
        Statistics: { ContentType: "application/json", S3Uri: "s3://harbour/evaluation.json" },
      },
    },
  });
  if (!ModelPackageArn) throw new Error("The registry answered no ARN.");
  return ModelPackageArn;
}

async function ledger(): Promise<readonly Entry[]> {
  const response = await fetch(`${local.apiUrl}/models/harbour/entries?limit=200`, {
    headers: {
      authorization:
        "AWS4-HMAC-SHA256 Credential=harbour-test/20260504/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=0",
    },
  });
  expect(response.status).toBe(200);
  return JSON.parse(await response.text()).entries;
}

async function approvalAsked(arn: string): Promise<EntryOf<"approval-requested">> {
  return await vi.waitFor(
    async () => {
      const asked = (await ledger()).find(
        (entry): entry is EntryOf<"approval-requested"> =>
          entry.kind === "approval-requested" && entry.data.package === arn,
      );
      if (!asked) throw new Error("nobody is asked yet");
      return asked;
    },
    { timeout: longestWait, interval: 200 },
  );
}

async function linkTo(action: AlertLink["action"], asked: EntryOf<"approval-requested">): Promise<string> {
  const { Parameter } = await ssm.send(
    new GetParameterCommand({ Name: names.linkSecret, WithDecryption: true }),
  );
  const { package: arn, deadline } = asked.data;
  const link = { label: action, action, sequence: asked.sequence, package: arn, expires: deadline ?? "" };
  return `${local.apiUrl}/links/${await signLink(link, "harbour", Parameter?.Value ?? "")}`;
}

const post = (link: string, name: string) =>
  fetch(link, { method: "POST", body: new URLSearchParams({ name, reason: "Errors are down." }) });

const approvals = (entries: readonly Entry[]) => entries.filter(({ kind }) => kind === "candidate-approved");

it("a link that is fetched three times, posted twice, and posted in altered form approves exactly once", async () => {
  const arn = await registerCandidate();
  const asked = await approvalAsked(arn);
  const link = await linkTo("approve", asked);

  for (let preview = 0; preview < 3; preview++) {
    const page = await fetch(link, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Approve version 1 of harbour?");
  }
  expect(approvals(await ledger())).toEqual([]);
  const altered = await post(`${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`, "Mallory");
  expect(altered.status).toBe(400);

  const answers = await Promise.all([post(link, "Ines Duarte"), post(link, "Ines Duarte")]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 410]);
  const late = await post(link, "Sam Oyelaran");
  expect(late.status).toBe(410);
  expect(await late.text()).toContain("Ines Duarte by link used it at");
  const other = await post(await linkTo("reject", asked), "Sam Oyelaran");
  expect(other.status).toBe(409);

  expect(approvals(await ledger())).toMatchObject([
    { data: { version: 1, by: "Ines Duarte by link", route: "link" } },
  ]);
  await vi.waitFor(
    async () =>
      expect(await sagemaker.describeModelPackage({ ModelPackageName: arn })).toMatchObject({
        ModelApprovalStatus: "Approved",
      }),
    { timeout: longestWait, interval: 200 },
  );
  await vi.waitFor(() => expect(local.idle()).toBe(true), { timeout: longestWait });
  // The registry's own event about it comes back, and approves nothing again.
  expect(approvals(await ledger())).toHaveLength(1);
  expect(local.deadLetters()).toEqual([]);
});

it("a link does nothing once someone has decided in the model registry, and says so", async () => {
  const arn = await registerCandidate();
  const asked = await approvalAsked(arn);
  const link = await linkTo("approve", asked);
  await sagemaker.updateModelPackage({ ModelPackageArn: arn, ModelApprovalStatus: "Rejected" });
  await vi.waitFor(
    async () => expect((await ledger()).map(({ kind }) => kind)).toContain("approval-rejected"),
    { timeout: longestWait, interval: 200 },
  );
  const answer = await post(link, "Ines Duarte");
  expect(answer.status).toBe(409);
  expect(await answer.text()).toMatch(/Version 2 was rejected by .* in the model registry/);
  expect(approvals(await ledger())).toHaveLength(1);
});
