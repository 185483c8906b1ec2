import * as z from "zod/mini";
import { broken, quoted } from "../../../schema/issues.ts";
import type { DriftFeature } from "../../../vocabulary/drift-window.ts";
import type { Told } from "./column.ts";
import { currentMetric, currentTest, driftedColumns, valueDrift } from "./current.ts";
import { inWords, legacyDrift, legacyMetric } from "./legacy.ts";

/** A report as Evidently's `json()` or `as_dict()` gives it; both layouts are a list of metrics. */
export const evidentlyReport = z.object(
  {
    metrics: z.array(z.union([legacyMetric, currentMetric], "an object with a metric"), "a list of metrics"),
    tests: z._default(z.nullish(z.array(currentTest, "a list of tests")), []),
  },
  "Evidently's report: an object with a list of metrics",
);

type Report = z.output<typeof evidentlyReport>;

export type EvidentlyFeatures =
  | { readonly ok: true; readonly features: readonly DriftFeature[] }
  | { readonly ok: false; readonly reason: string };

/**
 * The drift in a report of Evidently, in the layout of 0.7 and later (`ValueDrift`, `DriftedColumnsCount`) or the one
 * before (`DataDriftTable`, `ColumnDriftMetric`, `DatasetDriftMetric`). Single columns count before the share of all;
 * a column that is told of twice counts once, violated when either says so. Other metrics say nothing of drift. A column
 * without a score is kept as not violated beside others that have one: a report of such columns alone measured nothing.
 *
 * @param path where the report lies in the event
 * @returns the features, or what is wrong and where; a report that measured no drift is wrong
 */
export function evidentlyFeatures(report: Report, path: string): EvidentlyFeatures {
  const columns = new Map<string, DriftFeature>();
  const wholes: DriftFeature[] = [];
  let measured = false;
  const keep = ({ feature, measured: isMeasured }: Told) => {
    measured ||= isMeasured;
    const other = columns.get(feature.feature);
    if (!other || (feature.violated && !other.violated)) columns.set(feature.feature, feature);
  };
  for (const [index, metric] of report.metrics.entries()) {
    const at = `${path}.metrics.${index}`;
    if ("metric" in metric) {
      const read = legacyDrift(metric);
      if ("issues" in read) {
        return { ok: false, reason: read.issues.map((issue) => inWords(issue, at, metric)).join(" | ") };
      }
      for (const told of read.columns) keep(told);
      if (read.dataset) wholes.push(read.dataset);
      continue;
    }
    const column = valueDrift(metric, report.tests ?? [], at);
    const whole = column ? null : driftedColumns(metric, at);
    for (const read of [column, whole])
      if (read && "malformed" in read) return { ok: false, reason: read.malformed };
    if (column && "measured" in column) keep(column);
    if (whole && "feature" in whole) wholes.push(whole);
  }
  if (columns.size > 0 && !measured) {
    const names = [...columns.keys()].map(quoted).join(", ");
    return { ok: false, reason: `${path}.metrics: no column has a score (${names}); expected at least one` };
  }
  const features = columns.size > 0 ? [...columns.values()] : wholes;
  return features.length > 0
    ? { ok: true, features }
    : {
        ok: false,
        reason: broken(
          `${path}.metrics`,
          report.metrics,
          "at least one metric of drift: ValueDrift or DriftedColumnsCount, or DataDriftTable before Evidently 0.7",
        ),
      };
}
