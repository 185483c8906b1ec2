import type { StatisticsDocument } from "../statistics-document.ts";
import { statisticsOf } from "../statistics-of.ts";
import type { Value } from "../value.ts";
import { calibrated } from "./calibrate.ts";
import type { Calibration } from "./calibration.ts";

export interface CalibratedStatistics extends StatisticsDocument {
  /** Left out when there was nothing to calibrate. */
  readonly driftwheel?: { readonly calibration: Calibration };
}

/**
 * A training set's statistics.json with Driftwheel's own field beside Model Monitor's: how windows without drift
 * score against it. All rows are needed at once; for the statistics alone use `statisticsOf`.
 *
 * @param rows values in the order of `columns`
 * @param options.windows, options.seed see `calibrated`
 */
export function calibratedStatisticsOf(
  rows: readonly (readonly Value[])[],
  columns: readonly string[],
  options: { readonly windows?: number; readonly seed?: number } = {},
): CalibratedStatistics {
  const statistics = statisticsOf(rows, columns);
  const calibration = calibrated({ rows, columns, ...options });
  return calibration ? { ...statistics, driftwheel: { calibration } } : statistics;
}
