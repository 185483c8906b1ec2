import type { Calibration } from "../baseline/calibration.ts";
import type { StatisticsDocument } from "../baseline/statistics-document.ts";
import { type Column, statisticsOfColumns } from "../baseline/statistics-of.ts";
import { calibrated } from "./calibrate.ts";

export interface CalibratedStatistics extends StatisticsDocument {
  /** Left out when there was nothing to calibrate. */
  readonly driftwheel?: { readonly calibration: Calibration };
}

/**
 * A training set's statistics.json with Driftwheel's own field beside Model Monitor's: how windows without drift
 * score against it.
 *
 * @param columns their values, row by row
 * @param options see `calibrated`; with 0 windows nothing is calibrated
 */
export function calibratedStatistics(
  columns: readonly Column[],
  rows: number,
  options: {
    readonly windows?: number;
    readonly seed?: number;
    readonly onProgress?: (share: number) => void;
  } = {},
): CalibratedStatistics {
  const statistics = statisticsOfColumns(columns, rows);
  if (options.windows === 0) return statistics;
  const calibration = calibrated({ columns, rows, ...options });
  return calibration ? { ...statistics, driftwheel: { calibration } } : statistics;
}
