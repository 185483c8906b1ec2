import { type DriftReport, driftReportDetail } from "../../monitor/reports/drift-report.ts";
import type { DriftReported } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";

/**
 * A finished window of Driftwheel's own monitor, or of any other tool that speaks the same form.
 * Identity: endpoint, source, schedule, window, rows. A monitor that reads the same window again with the same
 * rows says the same again; with rows that arrived late it says something new.
 */
export const driftReport = eventParser<DriftReported, DriftReport>({
  kind: "drift-reported",
  source: "driftwheel.monitor",
  detailTypes: ["Drift Report"],
  detail: () => driftReportDetail,
  happened: () => null,
  read: ({ detail, at }) => ({ signal: driftReported(detail, at) }),
});

/** The signal of a report, whoever's form it came in. */
export function driftReported(
  report: Omit<DriftReported, "kind" | "identity" | "at">,
  at: string,
): DriftReported {
  const { endpoint, source, schedule, windowStart, windowEnd, rows, features } = report;
  const window = `${windowStart}/${windowEnd}`;
  return {
    kind: "drift-reported",
    identity: ["drift-reported", endpoint, source, schedule ?? "-", window, `${rows} rows`].join(" "),
    at,
    endpoint,
    source,
    schedule,
    windowStart,
    windowEnd,
    rows,
    features,
    evidence: report.evidence ?? null,
    report: report.report,
    unread: report.unread ?? null,
    problem: report.problem ?? null,
    baseline: report.baseline ?? null,
  };
}
