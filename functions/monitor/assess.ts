import { championBaseline } from "@driftwheel/aws/monitor/champion-baseline.ts";
import {
  emitDriftReport,
  type ReportFolder,
  writeStatistics,
  writeViolations,
} from "@driftwheel/aws/monitor/reports.ts";
import { assessByPolicy } from "@driftwheel/core/decider/drift/assess-by-policy.ts";
import { type Baseline, parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { violationsDocument } from "@driftwheel/core/monitor/reports/constraint-violations.ts";
import { windowStatistics } from "@driftwheel/core/monitor/window/window-statistics.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { payloadReading } from "@driftwheel/payloads/reading.ts";
import type { ClosedWindow } from "../shell/closed-windows.ts";
import { readCaptures } from "./read-captures.ts";
import { windowMetrics } from "./window-metrics.ts";

export interface Assessed {
  readonly result: "assessed" | "not-enough-data";
  readonly rows: number;
  /** Captured requests that were made before the window and had not arrived for their own. */
  readonly late: number;
  /** Lines that could not be read. */
  readonly unread: number;
  readonly violated: readonly string[];
  readonly reason: string | null;
}

/**
 * Assesses one window of one model: captured rows against the champion's baseline, reports into S3, metrics into the
 * log, the verdict on the bus. The files that are read are settled first and the statistics are written last, so a
 * run that broke off is done again and says the same again.
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
  const source = { destination, endpoint, window, folder };
  const { state, late, unread } = await readCaptures(source, baseline, {
    columns,
    reading: await payloadReading(drift),
  });
  const length = window.end.getTime() - window.start.getTime();
  const assessment = assessByPolicy(baseline, state, drift, length);
  const features = assessment.result === "assessed" ? assessment.features : [];
  if (assessment.result === "assessed") {
    await writeViolations(folder, violationsDocument(features));
    await emitDriftReport({
      endpoint,
      source: "driftwheel",
      schedule: "driftwheel",
      windowStart: window.start.toISOString(),
      windowEnd: window.end.toISOString(),
      rows: state.rows,
      features: [...features],
      evidence: assessment.evidence,
      report: folder.uri,
    });
  }
  windowMetrics({
    endpoint,
    end: window.end,
    rows: state.rows,
    late,
    unread: unread.lines,
    features,
    named: drift.metrics ?? null,
  });
  const { notes } = baseline;
  const driftwheel = { late, unread, ...(notes && { baselineNotes: notes }) };
  await writeStatistics(folder, { ...windowStatistics(baseline, state), driftwheel });
  return {
    result: assessment.result,
    rows: state.rows,
    late,
    unread: unread.lines,
    violated: features.filter(({ violated }) => violated).map(({ feature }) => feature),
    reason: unread.reasons[0]?.reason ?? (assessment.result === "assessed" ? null : assessment.reason),
  };
}

async function baselineOf({ endpoint, drift }: Pick<ModelPolicy, "endpoint" | "drift">): Promise<Baseline> {
  const found = await championBaseline(endpoint, drift.baseline ?? null);
  if (!found.ok) throw new BadInput(`No baseline: ${found.reason}.`);
  const parsed = parseBaseline(found.text);
  if (!parsed.ok) throw new BadInput(`${found.uri}: ${parsed.reason}`);
  return parsed.baseline;
}
