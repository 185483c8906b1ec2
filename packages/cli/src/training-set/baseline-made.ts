import type { Prediction } from "@driftwheel/core/monitor/captures/watched-predictions.ts";
import type { ColumnSummary } from "./column-summary.ts";
import type { TrainingSet } from "./read-training-set.ts";
import type { Format } from "./training-files.ts";

/** What was made of a training set: `--json` prints it as it is. */
export interface BaselineMade {
  readonly rows: number;
  readonly format: Format;
  readonly files: number;
  /** Of CSV: whether its first line has the columns' names, and why that was taken. */
  readonly header: TrainingSet["header"];
  readonly features: readonly ColumnSummary[];
  /** Columns that are what the model answers. */
  readonly predictions: readonly Prediction[];
  /** Metrics of the labelled rows, as performance is estimated without labels; null where nothing was learnt. */
  readonly estimated: Readonly<Record<string, number>> | null;
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  readonly statistics: string;
  readonly constraints: string;
}
