import type { Baseline } from "../baseline/baseline.ts";
import { columnMismatch } from "../window/column-mismatch.ts";
import type { ReadCaptures } from "./capture-reader.ts";
import type { Prediction } from "./watched-predictions.ts";

/**
 * Where the columns of the policy, of the baseline and of what was captured do not fit, and predictions that could not
 * be judged, in whole sentences; null when all fits.
 *
 * @param columns as for `columnMismatch`
 * @param predictions what is watched of the answers
 */
export function readMismatch(
  baseline: Baseline,
  columns: readonly (string | null)[] | null,
  read: ReadCaptures,
  predictions: readonly Prediction[],
): string | null {
  const sentences = [columnMismatch(baseline, columns, read.state, predictions), unpredicted(read)];
  return sentences.filter((sentence) => sentence !== null).join(" ") || null;
}

/**
 * The predictions that could not be judged, or of few requests, in whole sentences; null when they could. A few answers
 * that cannot be read are no problem of the window: they are told with its statistics.
 */
export function unpredicted({ predictions, records }: ReadCaptures): string | null {
  const sentences = predictions.flatMap(({ name, unread }) => {
    if (unread.lines === 0 || 2 * unread.lines < records) return [];
    const reason = unread.reasons[0]?.reason ?? "nobody says why";
    return unread.lines >= records
      ? [`The prediction ${name} was left out, because no answer could be read: ${reason}.`]
      : [
          `The prediction ${name} was judged without ${unread.lines} of ${records} answers, which could not be read: ${reason}.`,
        ];
  });
  return sentences.length === 0 ? null : sentences.join(" ");
}
