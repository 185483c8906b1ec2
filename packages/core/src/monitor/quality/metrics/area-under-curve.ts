/**
 * Area under the receiver operating characteristic: the chance that a positive has a higher score than a negative,
 * ties counted half (Mann-Whitney U over the number of pairs; Hanley and McNeil, Radiology 1982). Not a number
 * without both classes.
 */
export function areaUnderCurve(
  scored: readonly { readonly score: number; readonly positive: boolean }[],
): number {
  const ordered = scored.toSorted((one, other) => one.score - other.score);
  let positives = 0;
  let negatives = 0;
  let wins = 0;
  for (let first = 0; first < ordered.length; ) {
    const { score } = ordered[first] ?? { score: Number.NaN };
    let last = first;
    let tiedPositives = 0;
    while (last < ordered.length && ordered[last]?.score === score) {
      if (ordered[last]?.positive) tiedPositives += 1;
      last += 1;
    }
    const tiedNegatives = last - first - tiedPositives;
    wins += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    // A score that is no number equals nothing, itself included.
    first = Math.max(last, first + 1);
  }
  return positives > 0 && negatives > 0 ? wins / (positives * negatives) : Number.NaN;
}
