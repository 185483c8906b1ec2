import { scoreReport } from "@driftwheel/core/decider/drift/evidence/score.ts";
import { type Baseline, parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { columnsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";
import { type EncodedRows, encodedColumns } from "@driftwheel/core/monitor/calibration/null-windows.ts";
import { trainingColumns } from "@driftwheel/core/monitor/calibration/resampled-baseline.ts";
import { pairColumns } from "@driftwheel/core/monitor/joint/pair-columns.ts";
import { pairFeature } from "@driftwheel/core/monitor/joint/pair-feature.ts";
import { assessEvidence } from "@driftwheel/core/monitor/window/assess-window.ts";
import { countsOf } from "@driftwheel/core/monitor/window/cells.ts";
import { type CheckEvidence, evidenceOfCounts } from "@driftwheel/core/monitor/window/window-evidence.ts";
import type { DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { Population } from "./populations.ts";

/** Share of windows without drift in which the monitor lets a line be violated. */
const falseAlarmRate = 0.01;
const hour = 3_600_000;

/** The baseline that a model trained on these rows has. */
export function trainedBaseline(
  training: Population,
  calibration: { readonly windows: number; readonly sizes: readonly number[]; readonly seed: number } | null,
): Baseline {
  const { rows, columns } = training;
  const made = calibratedStatistics(columnsOf(rows, columns), rows.length, calibration ?? { windows: 0 });
  const parsed = parseBaseline(JSON.stringify(made));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

export function encoded(baseline: Baseline, { rows, columns }: Population): EncodedRows {
  const { features, pairs = [] } = baseline;
  const all = columnsOf(rows, columns);
  const together = [...all, ...pairColumns(pairs, features, all)];
  return encodedColumns(
    [...features, ...pairs.map((pair) => pairFeature(pair))],
    trainingColumns(together, rows.length),
  );
}

/** What the monitor's checks find in the chosen rows, from their counts as it takes them. */
export function evidenceOfRows({ features }: EncodedRows, chosen: Uint32Array): readonly CheckEvidence[] {
  return features.flatMap(({ feature, cells, of }) => {
    const counts = new Uint32Array(cells.size);
    for (const row of chosen) {
      const cell = of[row] ?? 0;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    return evidenceOfCounts(feature, countsOf(cells, counts, chosen.length));
  });
}

/** One hour's window as the decider weighs it: the monitor's assessment, its report, the score. */
export function weighedWindow(window: {
  readonly baseline: Baseline;
  readonly evidence: readonly CheckEvidence[];
  readonly rows: number;
  readonly number: number;
  readonly runLength: number;
  readonly minEffect: number;
}): DriftWindow {
  const { number, rows, minEffect } = window;
  const assessment = assessEvidence({ ...window, falseAlarmRate });
  if (!assessment) throw new Error("The window has nothing to compare.");
  return scoreReport(
    {
      source: "driftwheel",
      schedule: "driftwheel",
      windowStart: new Date(number * hour).toISOString(),
      windowEnd: new Date((number + 1) * hour).toISOString(),
      rows,
      features: assessment.features,
      evidence: assessment.evidence,
      report: null,
    },
    minEffect,
  );
}

export { hour };
