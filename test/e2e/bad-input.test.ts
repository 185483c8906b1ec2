import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";

const soon = { timeout: longestWait };

/** Driftwheel's own functions on the small AWS: what they cannot understand is kept, and the next one is processed. */
let local: LocalServer;
let s3: S3Client;
const bucket = "frost-monitoring";

/** What the functions log goes to standard error, as one JSON line each. */
const logged: string[] = [];

beforeAll(async () => {
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    logged.push(String(chunk));
    return true;
  });
  local = await startLocal({
    seed: 11,
    functions: true,
    queues: { retryDelay: 200, maxReceiveCount: 2 },
    schedules: { monitor: 0, sweep: 0 },
    environment: { DRIFTWHEEL_GRACE_SECONDS: "0.1", POWERTOOLS_LOG_LEVEL: "ERROR" },
  });
  s3 = new S3Client({ endpoint: local.url, region: local.world.region, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
});

afterAll(async () => {
  vi.restoreAllMocks();
  s3.destroy();
  await local.close();
});

/** The dead letter that mentions the part, and what was logged about its message. */
async function deadLetter(part: string): Promise<{ readonly body: string; readonly errors: string }> {
  return vi.waitFor(
    () => {
      const letter = local.deadLetters().find(({ body }) => body.includes(part));
      if (!letter) throw new Error(`no dead letter with ${part}`);
      return { body: letter.body, errors: logged.filter((line) => line.includes(letter.id)).join("") };
    },
    { timeout: longestWait, interval: 100 },
  );
}

async function reasonsInLedger() {
  const entries = await dynamoLedger({ table: names.ledgerTable }).read("frost");
  return entries.map(({ because }) => because);
}

function pause(reason: string) {
  local.world.emit({
    bus: names.bus,
    source: "driftwheel.command",
    detailType: "Command Given",
    resources: [],
    detail: { model: "frost", command: { name: "pause" }, by: "the test", reason },
  });
}

async function put(schedule: string, body: string | Uint8Array) {
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: `reports/frost-prod/${schedule}/2026/10/01/09/constraint_violations.json`,
      Body: body,
    }),
  );
}

describe("bad input", () => {
  it("an event without its ARN ends in the dead-letter queue with the field named; the next one is processed", async () => {
    local.world.emit({
      bus: "default",
      source: "aws.sagemaker",
      detailType: "SageMaker Training Job State Change",
      resources: [],
      detail: { TrainingJobName: "no-arn", TrainingJobStatus: "Completed" },
    });
    pause("after the broken one");

    const letter = await deadLetter("no-arn");
    expect(letter.errors).toContain("detail.TrainingJobArn");
    await vi.waitFor(async () => {
      expect(await reasonsInLedger()).toContain("the test paused the model: after the broken one");
    }, soon);
  });

  it.each([
    ["empty", "", "empty"],
    ["truncated", '{"violations":[{"feature_name":"wind","constraint_che', "constraint_violations.json"],
    ["of-the-wrong-shape", '{"violations":[{"feature_name":7}]}', "violations"],
  ])("a violations file that is %s is kept, and says what is wrong", async (name, body, expected) => {
    await put(name, body);

    const letter = await deadLetter(`/${name}/`);
    expect(letter.errors).toContain(expected);
    expect(letter.errors).toContain(`/${name}/`);
  });

  it("a violations file of 50 MB is refused unread, and the next one counts", async () => {
    await put("far-too-large", new Uint8Array(50_000_000).fill(32));
    await put(
      "sound",
      JSON.stringify({
        violations: [
          {
            feature_name: "wind",
            constraint_check_type: "baseline_drift_check",
            description: "Baseline drift distance: 0.53 exceeds threshold: 0.1",
          },
        ],
      }),
    );

    const letter = await deadLetter("/far-too-large/");
    expect(letter.errors).toContain("50000000");
    await vi.waitFor(async () => {
      expect((await reasonsInLedger()).some((because) => because.startsWith("wind moved"))).toBe(true);
    }, soon);
  });
});
