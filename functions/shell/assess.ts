import { championBaseline } from "@driftwheel/aws/champion-baseline.ts";
import {
  emitDriftReport,
  type ReportFolder,
  writeStatistics,
  writeViolations,
} from "@driftwheel/aws/reports.ts";
import { assessWindow } from "@driftwheel/core/drift/assess-window.ts";
import { type Baseline, parseBaseline } from "@driftwheel/core/drift/baseline.ts";
import { violationsDocument } from "@driftwheel/core/drift/constraint-violations.ts";
import { promisedRunLength } from "@driftwheel/core/drift/persistence.ts";
import { statisticsOf } from "@driftwheel/core/drift/statistics-of.ts";
import { valueIn } from "@driftwheel/core/drift/value.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { BadInput } from "@driftwheel/core/shell/errors.ts";
import { capturedRows } from "./captured-rows.ts";
import type { ClosedWindow } from "./closed-windows.ts";

/** Share of windows without drift in which a line may be violated; how often that confirms drift is the CUSUM's to say. */
const falseAlarmRate = 0.01;

export interface Assessed {
  readonly result: "assessed" | "not enough data";
  readonly rows: number;
  readonly unread: number;
  readonly violated: readonly string[];
  readonly reason: string | null;
}

/**
 * Assesses one window of one model: captured rows against the champion's baseline, reports into S3, the verdict on
 * the bus. The statistics are written last, so a run that broke off is done again and says the same again.
 *
 * @throws BadInput when the baseline is missing or broken.
 */
export async function assess(
  { endpoint, drift }: ModelPolicy,
  window: ClosedWindow,
  { destination, folder }: { readonly destination: string; readonly folder: ReportFolder },
): Promise<Assessed> {
  const baseline = await baselineOf({ endpoint, drift });
  const columns = drift.columns ?? baseline.features.map(({ name }) => name);
  const { rows, unread } = await capturedRows({ ...window, destination, endpoint }, columns);
  const assessment = assessWindow({
    baseline,
    rows,
    falseAlarmRate,
    minEffect: drift.sensitivity.minEffect,
    minRows: drift.minRows,
    runLength: promisedRunLength({
      windowMilliseconds: window.end.getTime() - window.start.getTime(),
      falseAlarmsPerYear: drift.sensitivity.falseAlarmsPerYear,
    }),
  });
  const features = assessment.result === "assessed" ? assessment.features : [];
  if (assessment.result === "assessed") {
    await writeViolations(folder, violationsDocument(features));
    await emitDriftReport({
      endpoint,
      source: "driftwheel",
      schedule: "driftwheel",
      windowStart: window.start.toISOString(),
      windowEnd: window.end.toISOString(),
      rows: rows.length,
      features: [...features],
      evidence: assessment.evidence,
      report: folder.uri,
    });
  }
  const table = rows.map((row) => columns.map((column) => valueIn(row, column)));
  await writeStatistics(folder, statisticsOf(table, columns));
  return {
    result: assessment.result,
    rows: rows.length,
    unread: unread.lines,
    violated: features.filter(({ violated }) => violated).map(({ feature }) => feature),
    reason: assessment.result === "assessed" ? unread.reason : (unread.reason ?? assessment.reason),
  };
}

async function baselineOf({ endpoint, drift }: Pick<ModelPolicy, "endpoint" | "drift">): Promise<Baseline> {
  const found = await championBaseline(endpoint, drift.baseline ?? null);
  if (!found.ok) throw new BadInput(`No baseline: ${found.reason}.`);
  const parsed = parseBaseline(found.text);
  if (!parsed.ok) throw new BadInput(`${found.uri}: ${parsed.reason}`);
  return parsed.baseline;
}
