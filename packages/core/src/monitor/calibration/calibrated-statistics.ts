import { parseBaseline } from "../baseline/baseline.ts";
import type { BlockDispersion, Calibration } from "../baseline/calibration.ts";
import type { StatisticsDocument } from "../baseline/statistics-document.ts";
import { type Column, statisticsOfColumns } from "../baseline/statistics-of.ts";
import { trainingDispersion } from "../dispersion/block-dispersion.ts";
import { calibrated } from "./calibrate.ts";
import { encodedColumns } from "./null-windows.ts";

export interface CalibratedStatistics extends StatisticsDocument {
  /** Left out when there was nothing to calibrate. */
  readonly driftwheel?: {
    readonly calibration: Calibration;
    /** Left out when no feature's blocks differ by more than chance. */
    readonly dispersion?: BlockDispersion;
    readonly sorted?: readonly string[];
  };
}

/**
 * A training set's statistics.json with Driftwheel's own field beside Model Monitor's: how windows without drift
 * score against it, and how much blocks of rows differ.
 *
 * @param columns their values, row by row, best in the order in which they came to be
 * @param options see `calibrated`; with 0 windows nothing is calibrated
 */
export function calibratedStatistics(
  columns: readonly Column[],
  rows: number,
  options: {
    readonly windows?: number;
    readonly seed?: number;
    /** False when rows stand in no order of time: then nothing is looked for in it. */
    readonly isOrdered?: boolean;
    readonly onProgress?: (share: number) => void;
  } = {},
): CalibratedStatistics {
  const statistics = statisticsOfColumns(columns, rows);
  if (options.windows === 0) return statistics;
  const calibration = calibrated({ columns, rows, ...options });
  if (!calibration) return statistics;
  if (options.isOrdered === false) return { ...statistics, driftwheel: { calibration } };
  const { features, sorted } = trainingDispersion(encodedColumns(featuresOf(statistics), { columns, rows }));
  return {
    ...statistics,
    driftwheel: {
      calibration,
      ...(features.length > 0 && {
        dispersion: features.map(({ feature, sizes }) => ({ feature, sizes: [...sizes] })),
      }),
      ...(sorted.length > 0 && { sorted }),
    },
  };
}

/** The features as the monitor reads them. */
function featuresOf(statistics: StatisticsDocument) {
  const parsed = parseBaseline(JSON.stringify(statistics));
  return parsed.ok ? parsed.baseline.features : [];
}
