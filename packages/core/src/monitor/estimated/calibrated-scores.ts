import type { ScoreEstimation } from "./estimation.ts";

/** Bins of equally many rows that are pooled, so that one of few rows is never trusted alone. */
const mostBins = 100;
const fewestRows = 20;

interface Bin {
  from: number;
  rows: number;
  positives: number;
}

/**
 * How often a score's rows turned out positive: isotonic regression by pooling adjacent violators (Barlow and others
 * 1972; for probabilities Zadrozny and Elkan 2002, https://doi.org/10.1145/775047.775151), over bins of equally many rows
 * so that it stays small. A bin begins at the threshold, so that the rows of each bin have the same answer.
 *
 * @param rows at least one; scores from 0 to 1
 */
export function calibratedBins(
  rows: readonly { readonly score: number; readonly positive: boolean }[],
  threshold: number,
): ScoreEstimation["bins"] {
  const ordered = rows.toSorted((one, other) => one.score - other.score);
  const least = Math.max(fewestRows, ordered.length / mostBins);
  const bins: Bin[] = [];
  for (const [place, { score, positive }] of ordered.entries()) {
    const last = bins.at(-1);
    const before = ordered[place - 1]?.score;
    const crosses = before !== undefined && before < threshold && score >= threshold;
    const isFull = last !== undefined && last.rows >= least && before !== score;
    if (!last || isFull || crosses) bins.push({ from: crosses ? threshold : score, rows: 0, positives: 0 });
    const bin = bins.at(-1);
    if (!bin) continue;
    bin.rows += 1;
    bin.positives += Number(positive);
  }
  const below = bins.filter(({ from }) => from < threshold);
  const above = bins.filter(({ from }) => from >= threshold);
  return [...pooled(below), ...pooled(above)];
}

/** Joins neighbours until rates never fall; both sides of the threshold keep apart. */
function pooled(bins: readonly Bin[]): Bin[] {
  const blocks: Bin[] = [];
  for (const bin of bins) {
    blocks.push({ ...bin });
    for (;;) {
      const [before, last] = [blocks.at(-2), blocks.at(-1)];
      if (!before || !last || before.positives / before.rows < last.positives / last.rows) break;
      before.rows += last.rows;
      before.positives += last.positives;
      blocks.pop();
    }
  }
  return blocks;
}
