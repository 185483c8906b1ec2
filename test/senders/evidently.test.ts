import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { evidently } from "@driftwheel/core/events/monitoring/evidently-report.ts";
import type { DriftFeature } from "@driftwheel/core/vocabulary/drift-window.ts";
import { runHook } from "@driftwheel/functions/hooks/testing/run-hook.ts";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { missing } from "../runner/skipped.ts";
import fleet from "./fleet.ts";
import { python } from "./python.ts";

const secret = "evidently-5b0f6f7d8a1c4e2b";
const now = new Date("2026-05-04T10:00:00.000Z");

beforeEach(() => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation(() => true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** What becomes of a report's text that is sent by webhook: the features of the signal that the bus hands on. */
async function featuresOf(report: string): Promise<readonly DriftFeature[]> {
  const hook = runHook(now, fleet);
  hook.memory.secrets.set("/hooks/evidently", [secret]);
  const window = `"rows": 400, "windowStart": "2026-05-04T08:00:00Z", "windowEnd": "2026-05-04T09:00:00Z"`;
  const body = `{${window}, "schedule": "orchard-evidently", "evidently": ${report}}`;
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const answer = await hook.send({ source: "evidently", headers: { "x-signature": signature }, body });
  expect(answer).toMatchObject({ statusCode: 202 });
  const { event } = JSON.parse(JSON.stringify(hook.memory.events[0]));
  const parsed = evidently.read({
    ...event,
    "detail-type": event.detailType,
    time: now.toISOString(),
    resources: [],
  });
  if (parsed.result !== "signal") throw new Error(`the report is ${parsed.result}: ${parsed.reason}`);
  expect(parsed.signal).toMatchObject({ endpoint: "orchard-prod", schedule: "orchard-evidently", rows: 400 });
  if (parsed.signal.kind !== "drift-reported") throw new Error(`the report is ${parsed.signal.kind}`);
  return parsed.signal.features;
}

describe.skipIf(missing("Evidently", python, "-c", "import evidently"))(
  "Evidently's own reports, by webhook",
  () => {
    let reports: Readonly<Record<string, string>>;
    let methods: readonly Readonly<Record<string, unknown>>[];

    beforeAll(async () => {
      const script = join(import.meta.dirname, "evidently_reports.py");
      const { stdout } = await promisify(execFile)(python, [script], { maxBuffer: 10_000_000 });
      ({ reports, methods } = JSON.parse(stdout));
    });

    it.each([
      ["preset", "pValue"],
      ["preset with tests", "pValue"],
      ["preset by distances", "distance"],
      ["columns by distances", "distance"],
      ["legacy preset", "pValue"],
      ["legacy columns", "pValue"],
      ["legacy distances", "distance"],
    ] as const)("tell of the column that moved, and of those that did not: %s", async (name, measure) => {
      const features = await featuresOf(reports[name] ?? "");
      expect(features.map(({ feature, violated }) => [feature, violated]).sort()).toEqual([
        ["rain", false],
        ["sky", false],
        ["wind", true],
      ]);
      const other = measure === "pValue" ? "distance" : "pValue";
      for (const feature of features) {
        expect(feature).toMatchObject({ [measure]: expect.any(Number), [other]: null });
      }
    });

    it("are judged by every method as Evidently judges, whether its verdict is written or not", async () => {
      expect(new Set(methods.map(({ stattest_name }) => stattest_name)).size).toBeGreaterThanOrEqual(16);
      expect(new Set(methods.map(({ drift_detected }) => drift_detected)).size).toBe(2);
      for (const result of methods) {
        const { column_name, stattest_name, stattest_threshold, drift_score, drift_detected } = result;
        const config = { column: column_name, method: stattest_name, threshold: stattest_threshold };
        const metric = { config: { type: "evidently:metric_v2:ValueDrift", ...config }, value: drift_score };
        const [feature] = await featuresOf(JSON.stringify({ metrics: [metric] }));
        expect(feature, JSON.stringify(result)).toMatchObject({ violated: drift_detected });
      }
    });

    it("tell of a column that was not measured beside those that were: Python's NaN", async () => {
      const text = reports["a column that never varies"] ?? "";
      expect(text).toContain('"value": NaN');
      expect(await featuresOf(text)).toMatchObject([
        { feature: "wind", violated: true },
        { feature: "rain", violated: false, pValue: expect.any(Number) },
        { feature: "flat", violated: false, pValue: null, description: expect.stringContaining("no score") },
      ]);
    });

    it.each(["share alone", "legacy share alone"])(
      "tell of the share of columns that drifted: %s",
      async (name) => {
        expect(await featuresOf(reports[name] ?? "")).toMatchObject([
          { feature: "share of drifted columns", violated: true, distance: 1 / 3, threshold: 0.3 },
        ]);
      },
    );
  },
);
