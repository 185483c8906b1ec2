import * as z from "zod/mini";
import { reportedWindow } from "../../monitor/reports/drift-report.ts";
import { evidentlyFeatures, evidentlyReport } from "../../monitor/reports/evidently/report.ts";
import type { DriftReported } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { driftReported } from "./drift-report.ts";

const detail = () =>
  z.extend(reportedWindow, { evidently: evidentlyReport }).check(
    z.refine(({ windowStart, windowEnd }) => windowStart < windowEnd, {
      message: "a time after windowStart",
      path: ["windowEnd"],
    }),
  );

/**
 * A report of Evidently with the window that it is of, which the report itself does not tell.
 * https://docs.evidentlyai.com/docs/library/output_formats
 * Identity: as a drift report's; its schedule is `evidently` unless the event names one.
 */
export const evidently = eventParser<DriftReported, z.output<ReturnType<typeof detail>>>({
  kind: "drift-reported",
  source: "driftwheel.evidently",
  detailTypes: ["Evidently Report"],
  detail,
  happened: () => null,
  read({ detail: { evidently: report, ...window }, at }) {
    const read = evidentlyFeatures(report, "detail.evidently");
    if (!read.ok) return { malformed: read.reason };
    return {
      signal: driftReported(
        {
          ...window,
          source: "external",
          schedule: window.schedule ?? "evidently",
          features: read.features,
          evidence: null,
        },
        at,
      ),
    };
  },
});
