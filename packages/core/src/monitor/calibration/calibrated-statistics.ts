import { type FeatureBaseline, parseBaseline } from "../baseline/baseline.ts";
import type { OwnField } from "../baseline/own-field.ts";
import type { StatisticsDocument } from "../baseline/statistics-document.ts";
import { type Column, statisticsOfColumns } from "../baseline/statistics-of.ts";
import type { Prediction } from "../captures/watched-predictions.ts";
import { derivedColumns } from "../derived/derive-columns.ts";
import { sourcesOf } from "../derived/derived-names.ts";
import { trainingDispersion } from "../dispersion/block-dispersion.ts";
import type { Estimation } from "../estimated/estimation.ts";
import type { Pair } from "../joint/pair.ts";
import { pairColumns } from "../joint/pair-columns.ts";
import { strongestPairs } from "../joint/strongest-pairs.ts";
import { calibrated } from "./calibrate.ts";

export interface CalibratedStatistics extends StatisticsDocument {
  /** Left out when there is nothing to say. */
  readonly driftwheel?: OwnField;
}

/**
 * A training set's statistics.json with Driftwheel's own field beside Model Monitor's: how windows without drift
 * score against it, how much blocks of rows differ, which columns go together and how, which are predictions, and what
 * embeddings and texts are watched by.
 *
 * @param given the columns: their values, row by row, best in the order in which they came to be
 * @param options see `calibrated`; with 0 windows nothing is calibrated, and no blocks are looked at. `learn` is asked
 *   what performance is estimated from
 */
export function calibratedStatistics(
  given: readonly Column[],
  rows: number,
  options: {
    readonly windows?: number;
    readonly seed?: number;
    /** False when rows stand in no order of time: then nothing is looked for in it. */
    readonly isOrdered?: boolean;
    readonly sizes?: readonly number[];
    readonly predictions?: readonly Prediction[];
    readonly learn?: (features: readonly FeatureBaseline[], columns: readonly Column[]) => Estimation | null;
    readonly onProgress?: (share: number) => void;
  } = {},
): CalibratedStatistics {
  const { predictions = [], learn = () => null, isOrdered = true, ...rest } = options;
  const { columns, derived } = derivedColumns(given, predictions);
  const statistics = statisticsOfColumns(columns, rows);
  const read = parseBaseline(JSON.stringify(statistics));
  const features = read.ok ? read.baseline.features : [];
  const pairs = strongestPairs(features, { columns, rows, sources: sourcesOf({ derived }) });
  const estimation = learn(features, columns);
  const all = [...columns, ...pairColumns(pairs, features, columns)];
  const calibration = rest.windows === 0 ? null : calibrated({ columns: all, rows, ...rest });
  const ordered =
    calibration && isOrdered ? trainingDispersion({ features, pairs, columns: all, rows }) : null;
  const driftwheel: OwnField = {
    ...(calibration && { calibration }),
    ...(ordered && ordered.features.length > 0 && { dispersion: ordered.features }),
    ...(ordered && ordered.sorted.length > 0 && { sorted: ordered.sorted }),
    ...(derived.length > 0 && { derived: [...derived] }),
    ...(estimation && { estimation }),
    ...(pairs.length > 0 && { pairs: pairs.map(written) }),
    ...(predictions.length > 0 && { predictions: [...predictions] }),
  };
  return Object.keys(driftwheel).length > 0 ? { ...statistics, driftwheel } : statistics;
}

/** As the document's writer takes it. */
function written({ features: [one, other], cuts: [first, second], cells }: Pair) {
  const cuts = (of: readonly number[] | null) => of && [...of];
  return {
    features: [one, other],
    cuts: [cuts(first), cuts(second)],
    cells: [...cells],
  } satisfies NonNullable<OwnField["pairs"]>[number];
}
