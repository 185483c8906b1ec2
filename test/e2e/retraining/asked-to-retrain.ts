import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import { formatLabelledDays } from "@driftwheel/example-frost/image/labelled-days.ts";
import { names as frost, places } from "@driftwheel/example-frost/names.ts";
import { expect, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { region, type SmallAws, startSmallAws } from "../small-aws.ts";

const root = join(import.meta.dirname, "../../..");

export const waiting = { timeout: longestWait, interval: 500 };

/**
 * The small AWS with labelled days to train on, and a person who has asked to retrain while nothing drifts.
 *
 * @param fleet path of the fleet's module, from the repository's root
 */
export async function askedToRetrain(fleet?: string): Promise<SmallAws> {
  const aws = await startSmallAws(5, fleet === undefined ? undefined : join(root, fleet));
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
  // Until the endpoint has been seen, nothing is decided; each question is a process.
  await vi.waitFor(async () => expect(replay("frost", await aws.ledger()).endpoint).not.toBeNull(), waiting);
  await vi.waitFor(
    () => promisify(execFile)(process.execPath, ["packages/cli/src/main.ts", ...words], { cwd: root, env }),
    waiting,
  );
  return aws;
}
