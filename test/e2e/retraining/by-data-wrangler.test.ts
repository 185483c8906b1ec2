import { join } from "node:path";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { formatLabelledDays } from "@driftwheel/example-frost/image/labelled-days.ts";
import { places } from "@driftwheel/example-frost/names.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { longestWait } from "../../runner/longest-wait.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";
import { runFlow } from "./flow-of-days.ts";

const waiting = { timeout: longestWait, interval: 500 };

describe("flows of Data Wrangler on the small AWS", () => {
  let aws: SmallAws;
  beforeAll(async () => {
    aws = await startSmallAws(5, join(import.meta.dirname, "../../fixtures/data-wrangler-fleet.ts"));
  });
  afterAll(() => aws.close());

  /** Days as somebody has written them down, with a column that nobody learns from and a night without a number. */
  const days = (from: number, until: number) => {
    const [head = "", ...rows] = formatLabelledDays(
      aws.days.history.slice(from, until).map((day) => ({ ...day, servedAt: `${day.date}T20:00:00.000Z` })),
    )
      .trim()
      .split("\n");
    const unmeasured = (rows[0] ?? "").replace(/[^,]*$/, "");
    return [`${head},note`, `${unmeasured},lost`, ...rows.map((row) => `${row},"seen, by hand"`)].join("\n");
  };
  const found = (is: (entry: Entry) => boolean) =>
    vi.waitFor(async () => {
      const entry = (await aws.ledger()).find(is);
      if (!entry) throw new Error("It is not in the ledger yet.");
      return entry;
    }, waiting);

  it("bring the data that retrain, and one that fails is told of until the next ends well", async () => {
    aws.begin();
    await found(({ kind, data }) => kind === "signal-observed" && "freshData" in data);
    await runFlow(aws, { job: "frost-flow-1", days: days(0, 500) });
    await found(
      (entry) => entry.kind === "signal-observed" && entry.data.freshData?.answer === "not-enough-yet",
    );

    await runFlow(aws, { job: "frost-flow-2", days: days(500, 974), fails: true });
    const lost = await found(({ kind }) => kind === "fresh-data-lost");
    expect(lost.data).toMatchObject({ trouble: "job-failed" });
    expect(lost.because).toContain("sagemaker.spark.custom_pandas_0.1");

    await runFlow(aws, { job: "frost-flow-3", days: days(500, 974) });
    const requested = await found(({ kind }) => kind === "retraining-requested");
    expect(requested.because).toContain(`New data have come to Data Wrangler's ${places.labelled}: 2 files`);
    expect(requested.data).toMatchObject({ parameters: { LabelledData: places.labelled } });
    await found(({ kind }) => kind === "fresh-data-restored");
    await found(({ kind }) => kind === "candidate-accepted");
    expect(aws.local.deadLetters()).toEqual([]);
  });
});
