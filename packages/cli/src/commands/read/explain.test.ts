import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { sampleLedger } from "../../../test/sample-ledger.ts";
import { type } from "../../../test/terminal.ts";
import { writeLedgerFile } from "../../ledger/ledger-file.ts";

let directory = "";

beforeEach(async () => {
  directory = temporaryFolder();
  await writeLedgerFile(join(directory, ".driftwheel/ledger.jsonl"), sampleLedger);
});

test("tells an entry, what led to it with its numbers, and what followed", async () => {
  const { code, out } = await type(["explain", "frost", "8"], { directory, columns: 100 });
  expect(code).toBe(0);
  expect(out.join("\n")).toMatchInlineSnapshot(`
    "  #8  2026-03-02 10:22:00 UTC  candidate-accepted
          The gate is passed: mae 2.0625 is at most 3.
            passed regression_metrics.mae.value = 2.063 (at most 3, champion 3.9)

    What led to it
      Signal: drift-reported frost-prod 2
      #2  2026-03-02 10:00:00 UTC  drift-confirmed
          temp_max, wind drifted: 2 windows (CUSUM 5.2 of 4.37).
            CUSUM 5.235 against a line of 4.37, over 2 windows since 2026-03-02T08:00:00.000Z
            temp_max (baseline_drift_check), distance 0.7123, threshold 0.2, p 0.00002
            wind (completeness_check)
      #3  2026-03-02 10:00:00 UTC  retraining-requested
          Drift in temp_max, wind is confirmed; no retraining runs.
            pipeline frost-train, about $2.50, deadline 2026-03-03T10:00:00.000Z
            TrainingData = s3://frost-data/labelled/
            DriftedFeatures = temp_max,wind
      #5  2026-03-02 10:00:00 UTC  retraining-started
          The pipeline execution is
          arn:aws:sagemaker:eu-central-1:123456789012:pipeline/frost-train/execution/w2k8d0v5n1qz.
      Signal: pipeline-execution-changed Succeeded
      #6  2026-03-02 10:21:00 UTC  retraining-succeeded
          The pipeline execution succeeded after 21 minutes.
      Signal: model-package-changed frost/5 Completed
      #7  2026-03-02 10:22:00 UTC  candidate-registered
          Version 5 of frost was registered.
            evaluation s3://frost-data/evaluation/evaluation.json
      -> #8, told above

    What followed from it
      #9  2026-03-02 10:22:00  approval-requested: The policy approves what passes the gate: version 5.
      #10  2026-03-02 10:22:00  effect-done: set-approval is done.
      #11  2026-03-02 10:23:00  candidate-approved: Version 5 was approved by the policy.
      #12  2026-03-02 10:23:00  rollout-started: Version 5 goes on trial against version-4 with 10% of the traffic.
      #13  2026-03-02 10:25:00  effect-done: deploy-trial is done."
  `);
});

test("tells the evidence of a look", async () => {
  const { out } = await type(["explain", "frost", "17"], { directory, columns: 100 });
  expect(out).toContain(
    "        evidence (ln E): better 4.5, not worse -0.5 of 3.689; worse -2.5, errors 0.25, slow 0 of 4.382",
  );
});

test("where standard output is no terminal it is JSON, unless --no-json", async () => {
  const { out } = await type(["explain", "frost", "5"], { directory });
  expect(out.map((line) => JSON.parse(line).entry.sequence)).toEqual([5]);
  const text = await type(["explain", "frost", "5", "--no-json"], { directory });
  expect(text.out[0]).toBe("  #5  2026-03-02 10:00:00 UTC  retraining-started");
});

test("--json has the entry, the first signal, and the entries before and after", async () => {
  const { out } = await type(["explain", "frost", "5", "--json"], { directory, columns: 100 });
  expect(out).toHaveLength(1);
  expect(JSON.parse(out[0] ?? "")).toEqual({
    entry: sampleLedger[4],
    signal: "drift-reported frost-prod 2",
    before: [sampleLedger[1], sampleLedger[2]],
    after: [],
  });
});

test("every entry of the ledger can be told", async () => {
  for (const { sequence } of sampleLedger) {
    const { code, out } = await type(["explain", "frost", String(sequence)], { directory, columns: 100 });
    expect(code).toBe(0);
    expect(out[0]).toContain(`#${sequence}  `);
  }
});

test("an entry of an older form is told with its data as it is", async () => {
  const old = { ...sampleLedger[16], data: { rollout: "frost-v5-1" } };
  const entries = sampleLedger.map((entry) => (entry.sequence === 17 ? old : entry));
  // An entry whose data lacks today's fields is no Entry any more; the file may still hold one.
  await writeLedgerFile(join(directory, ".driftwheel/ledger.jsonl"), entries as typeof sampleLedger);
  const { code, out } = await type(["explain", "frost", "17"], { directory, columns: 100 });
  expect(code).toBe(0);
  expect(out).toContain('        {"rollout":"frost-v5-1"}');
});

test("a sequence that does not exist is an error that tells which do", async () => {
  const { code, out, hints } = await type(["explain", "frost", "99"], { directory, columns: 100 });
  expect({ code, out }).toEqual({ code: 6, out: [] });
  expect(hints).toEqual(['Model "frost" has no entry 99; it has 1 to 23.']);
});

test.each(["0", "-1", "two", "1.5"])("%s is no sequence, which is a wrong call", async (sequence) => {
  const { code } = await type(["explain", "frost", sequence], { directory, columns: 100 });
  expect(code).toBe(2);
});
