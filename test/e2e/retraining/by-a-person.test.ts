import { execFile } from "node:child_process";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { formatLabelledDays } from "@driftwheel/example-frost/image/labelled-days.ts";
import { names as frost, places } from "@driftwheel/example-frost/names.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { region, type SmallAws, startSmallAws } from "../small-aws.ts";

/** A person asks to retrain while nothing drifts: what only drift gives is left to the pipeline's own defaults. */
const root = join(import.meta.dirname, "../../..");
let aws: SmallAws;

beforeAll(async () => {
  aws = await startSmallAws(5);
  const labelled = aws.days.history.map((day) => ({ ...day, servedAt: `${day.date}T20:00:00.000Z` }));
  await aws.clients.s3.send(
    new PutObjectCommand({
      Bucket: frost.bucket,
      Key: `${places.labelled.slice(`s3://${frost.bucket}/`.length)}days.csv`,
      Body: formatLabelledDays(labelled),
    }),
  );
  aws.begin();
}, 120_000);

afterAll(() => aws.close());

function retrain(): Promise<boolean> {
  const words = ["retrain", "frost", "--because", "new sensors", "--api", aws.local.apiUrl];
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: "grace",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: region,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ["packages/cli/src/main.ts", ...words], { cwd: root, env }, (error) =>
      resolve(error === null),
    );
  });
}

const waiting = { timeout: 80_000, interval: 500 };

it("a retraining without drift starts, succeeds, and says which parameters it left out", async () => {
  await vi.waitFor(async () => expect(await retrain()).toBe(true), waiting);
  await vi.waitFor(async () => {
    const kinds = (await aws.ledger()).map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(["retraining-started", "retraining-succeeded", "candidate-registered"]),
    );
  }, waiting);
  const requested = (await aws.ledger()).find((entry) => entry.kind === "retraining-requested");
  expect(Object.keys(requested?.data.parameters ?? {})).toEqual(["LabelledData", "ChampionModelData"]);
  expect(requested?.because).toMatch(
    /asked to retrain: new sensors\. Left to the pipeline's own default, having no value now: WindowStart \(window start\), WindowEnd \(window end\), DriftedFeatures \(drifted features\)\.$/,
  );
});
