import type { OwnField } from "../baseline/own-field.ts";
import type { StatisticsDocument } from "../baseline/statistics-document.ts";
import { type Column, statisticsOfColumns } from "../baseline/statistics-of.ts";
import type { Prediction } from "../captures/watched-predictions.ts";
import { calibrated } from "./calibrate.ts";

export interface CalibratedStatistics extends StatisticsDocument {
  /** Left out when there is nothing to say. */
  readonly driftwheel?: OwnField;
}

/**
 * A training set's statistics.json with Driftwheel's own field beside Model Monitor's: how windows without drift
 * score against it, and which columns are predictions.
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
    readonly predictions?: readonly Prediction[];
    readonly onProgress?: (share: number) => void;
  } = {},
): CalibratedStatistics {
  const { predictions = [], ...rest } = options;
  const statistics = statisticsOfColumns(columns, rows);
  const calibration = rest.windows === 0 ? null : calibrated({ columns, rows, ...rest });
  const driftwheel: OwnField = {
    ...(calibration && { calibration }),
    ...(predictions.length > 0 && { predictions: [...predictions] }),
  };
  return Object.keys(driftwheel).length > 0 ? { ...statistics, driftwheel } : statistics;
}
