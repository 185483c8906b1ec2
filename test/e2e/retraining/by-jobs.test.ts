import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { DescribeTrainingJobCommand } from "@aws-sdk/client-sagemaker";
import type { Entry, EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import { formatLabelledDays } from "@driftwheel/example-frost/image/labelled-days.ts";
import { names as frost, places } from "@driftwheel/example-frost/names.ts";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { region, type SmallAws, startSmallAws } from "../small-aws.ts";

/** Where no pipeline retrains: real jobs of the small AWS, asked for by a person, up to the version that passes the gate. */
const root = join(import.meta.dirname, "../../..");
const waiting = { timeout: 100_000, interval: 500 };
let aws: SmallAws;
afterEach(() => aws.close());
beforeAll(() => {
  if (!process.env.CI) console.log("Retraining by each kind of job is tried in CI, or with CI=true.");
});

async function asked(fleet: string): Promise<void> {
  aws = await startSmallAws(5, join(root, fleet));
  const labelled = aws.days.history.map((day) => ({ ...day, servedAt: `${day.date}T20:00:00.000Z` }));
  await aws.clients.s3.send(
    new PutObjectCommand({
      Bucket: frost.bucket,
      Key: `${places.labelled.slice(`s3://${frost.bucket}/`.length)}days.csv`,
      Body: formatLabelledDays(labelled),
    }),
  );
  aws.begin();
  const words = ["retrain", "frost", "--because", "new sensors", "--api", aws.local.apiUrl];
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: "grace",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: region,
  };
  // Until the endpoint has been seen, nothing is decided.
  await vi.waitFor(
    () => promisify(execFile)(process.execPath, ["packages/cli/src/main.ts", ...words], { cwd: root, env }),
    waiting,
  );
}

async function written<Kind extends EntryKind>(kind: Kind): Promise<Extract<Entry, { kind: Kind }>> {
  return await vi.waitFor(async () => {
    const entry = (await aws.ledger()).find(
      (one): one is Extract<Entry, { kind: Kind }> => one.kind === kind,
    );
    if (!entry) throw new Error(`There is no ${kind} yet.`);
    return entry;
  }, waiting);
}

describe.skipIf(!process.env.CI)("a retraining by", () => {
  it.each([
    ["tuning", "tuning-job", /^metrics\.validation:mae\.value/],
    ["automl", "automl-job", /^metrics\.MAE\.value/],
  ])("%s is registered with what the job measured, and passes the gate", async (config, kind, metric) => {
    await asked(`examples/frost/retrain-with/${config}.config.ts`);
    const accepted = await written("candidate-accepted");
    expect(accepted.data.checks[0]?.metric ?? accepted.because).toMatch(metric);
    expect((await written("retraining-requested")).data.job?.kind).toBe(kind);
    const registered = (await aws.ledger()).filter((entry) => entry.kind === "candidate-registered");
    expect(registered).toHaveLength(1);
  });

  // A training job that is not interrupted is what takes its place.
  it("spot capacity that is taken back goes on, and at last on capacity of its own", async () => {
    await asked("test/fixtures/spot-fleet.ts");
    await written("candidate-accepted");
    const entries = await aws.ledger();
    const interrupted = entries.filter((entry) => entry.kind === "retraining-interrupted");
    // On a busy machine the second may be there when the first is heard of.
    expect(interrupted.at(-1)?.data.interruptions).toBe(2);
    const { stop = "", next } = interrupted.at(-1)?.data ?? {};
    const requested = await written("retraining-requested");
    expect(stop).toBe(requested.data.displayName);
    expect((await written("retraining-succeeded")).because).toContain(next?.name);
    const left = await aws.clients.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: stop }));
    expect(left).toMatchObject({ TrainingJobStatus: "Stopped" });
    expect(left.BillableTimeInSeconds).toBeLessThanOrEqual(left.TrainingTimeInSeconds ?? 0);
  });
});
