import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import type { DriftFeature } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";

const hour = 3_600_000;

/** A feature's name that is markup, as a stranger's may be. */
export const hostileFeature = '<img src=x onerror="document.title=1">';

function moved(feature: string, distance: number): DriftFeature {
  return {
    feature,
    check: "baseline_drift_check",
    violated: true,
    distance,
    threshold: 0.2,
    pValue: 0.001,
    description: `Baseline drift distance: ${distance} exceeds threshold: 0.2`,
  };
}

/** Hours of windows: quiet at first, one of them not judged, and moving in the end. @param end milliseconds since 1970 */
export function driftEntries(
  model: string,
  hours: number,
  end: number,
  other: string = hostileFeature,
): readonly Entry[] {
  return Array.from({ length: hours }, (_, index): Entry => {
    const at = end - (hours - 1 - index) * hour;
    const [start, until] = [new Date(at - hour).toISOString(), new Date(at).toISOString()];
    const rises = Math.max(0, index - hours + 8);
    const judged = index !== 5;
    const features =
      rises === 0 ? [] : [moved("wind", 0.2 + rises / 10), ...(rises > 4 ? [moved(other, 0.25)] : [])];
    return {
      model,
      sequence: index + 1,
      kind: "signal-observed",
      at: until,
      because: judged ? `The window that ended at ${until} was judged.` : "7 rows are too few.",
      causedBy: `drift-reported ${index}`,
      data: {
        signal: "drift-reported",
        reading: {
          schedule: "driftwheel",
          start,
          end: until,
          rows: judged ? 400 + 10 * (index % 7) : 7,
          judged,
          unread: judged
            ? null
            : {
                lines: 12,
                reasons: [{ reason: "a row has 4 values; expected 5", lines: 12 }],
                example: '{"instances": [{"x": [number]}]}',
              },
          problem: judged ? null : { reason: "too-few-rows", words: "7 rows are too few: 100 are needed." },
        },
        ...(judged && {
          window: {
            source: "driftwheel",
            schedule: "driftwheel",
            start,
            end: until,
            rows: 400,
            score: rises === 0 ? -0.2 : 1.4,
            effect: features[0]?.distance ?? null,
            features,
            report: `s3://captures/driftwheel/reports/${model}-prod/driftwheel/${index}`,
          },
          measures: {
            distances: [
              ...(rises === 0 ? [{ feature: "wind", distance: 0.02, threshold: 0.2 }] : []),
              { feature: "sun", distance: 0.015, threshold: 0.2 },
            ],
            metrics: [],
          },
        }),
      },
    };
  });
}

/** Hours whose answers were labelled, each a little worse, behind those of `before`; the third had too few labels. */
export function qualityEntries(before: readonly Entry[]): readonly Entry[] {
  const last = before.at(-1);
  if (last === undefined) throw new Error("The hours follow others.");
  return Array.from({ length: 6 }, (_, index): Entry => {
    const until = new Date(Date.parse(last.at) - (5 - index) * hour).toISOString();
    const schedule = "driftwheel-quality";
    const judged = index !== 2;
    const [value, line] = [2 + index / 10, 2.31];
    const words = "12 labels are too few: 50 are needed.";
    const window = { schedule, start: new Date(Date.parse(until) - hour).toISOString(), end: until };
    return {
      model: last.model,
      sequence: last.sequence + 1 + index,
      kind: "signal-observed",
      at: last.at,
      because: judged ? `mae was ${value}.` : words,
      causedBy: `drift-reported quality ${index}`,
      data: {
        signal: "drift-reported",
        reading: {
          ...window,
          rows: judged ? 80 : 12,
          judged,
          unread: null,
          problem: judged ? null : { reason: "too-few-rows", words },
        },
        ...(judged && {
          window: {
            ...window,
            source: "driftwheel",
            rows: 80,
            score: 0.4,
            effect: null,
            features: [],
            report: null,
          },
          measures: {
            distances: [],
            metrics: [
              {
                metric: "mae",
                value,
                standardError: 0.1,
                line,
                worse: "above",
                baseline: null,
                estimated: false,
              },
            ],
          },
        }),
      },
    };
  });
}

/** The statistics of numbers around a place, some of them missing. */
export function statisticsText(around: number, other: string = hostileFeature): string {
  const rows = Array.from({ length: 400 }, (_, index) => {
    const value = index % 20 === 0 ? null : around + Math.sin(index) * 3 + (index % 13) / 4;
    return [value, index % 3 === 0 ? "sun" : "rain"];
  });
  return JSON.stringify(statisticsOf(rows, ["wind", other]));
}
