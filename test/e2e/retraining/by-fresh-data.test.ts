import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { formatLabelledDays } from "@driftwheel/example-frost/image/labelled-days.ts";
import { names as frost, places } from "@driftwheel/example-frost/names.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";

const waiting = { timeout: longestWait, interval: 500 };

describe("files that come to the small AWS", () => {
  let aws: SmallAws;
  beforeAll(async () => {
    aws = await startSmallAws(5, join(import.meta.dirname, "../../fixtures/fresh-data-fleet.ts"));
  });
  afterAll(() => aws.close());

  const put = (name: string, from: number, until: number) =>
    aws.clients.s3.send(
      new PutObjectCommand({
        Bucket: frost.bucket,
        Key: `${places.labelled.slice(`s3://${frost.bucket}/`.length)}${name}`,
        Body: formatLabelledDays(
          aws.days.history
            .slice(from, until)
            .map((day) => ({ ...day, servedAt: `${day.date}T20:00:00.000Z` })),
        ),
      }),
    );
  const found = (is: (entry: Entry) => boolean) =>
    vi.waitFor(async () => {
      const entry = (await aws.ledger()).find(is);
      if (!entry) throw new Error("It is not in the ledger yet.");
      return entry;
    }, waiting);
  const answers = (answer: string) => (entry: Entry) =>
    entry.kind === "signal-observed" && entry.data.freshData?.answer === answer;

  it("retrain once they are enough, and count once though the first is written twice", async () => {
    aws.begin();
    await found(answers("begins"));
    await put("1.csv", 0, 500);
    await put("1.csv", 0, 500);
    const one = await found(answers("not-enough-yet"));
    expect(one.because).toContain("Not enough new data yet: 1 file with");
    await put("2.csv", 500, 974);
    const requested = await found(({ kind }) => kind === "retraining-requested");
    expect(requested.because).toContain(`New data have come to ${places.labelled}: 2 files`);
    expect(requested.data).toMatchObject({ parameters: { LabelledData: places.labelled } });
    await found(({ kind }) => kind === "candidate-accepted");
    expect((await aws.ledger()).filter(({ kind }) => kind === "retraining-requested")).toHaveLength(1);
  });
});
