/** Deequ's default, a false alarm probability of 0.3% at most for one feature. */
const robustness = 1.8;

/**
 * Largest distance between the cumulative distributions of two samples over the same ordered bins, 0 to 1;
 * 0 when a sample is empty. Never above the distance of the samples themselves.
 */
export function binnedDistance(one: readonly number[], other: readonly number[]): number {
  const totalOne = total(one);
  const totalOther = total(other);
  if (!(totalOne > 0 && totalOther > 0)) return 0;
  let sumOne = 0;
  let sumOther = 0;
  return one.reduce((largest, count, bin) => {
    sumOne += count;
    sumOther += other[bin] ?? 0;
    return Math.max(largest, Math.abs(sumOne / totalOne - sumOther / totalOther));
  }, 0);
}

/** Largest difference of two shares over the same unordered bins, which is how Deequ compares categories; 0 to 1. */
export function categoryDistance(one: readonly number[], other: readonly number[]): number {
  const totalOne = total(one);
  const totalOther = total(other);
  if (!(totalOne > 0 && totalOther > 0)) return 0;
  return one.reduce(
    (largest, count, bin) => Math.max(largest, Math.abs(count / totalOne - (other[bin] ?? 0) / totalOther)),
    0,
  );
}

/**
 * A distance less what chance alone explains: max(0, distance - 1.8 sqrt((n + m)/(n m))), n and m the sizes of
 * the two samples; 0 when one is empty. Model Monitor's "Robust" comparison.
 * https://github.com/awslabs/deequ/blob/master/src/main/scala/com/amazon/deequ/analyzers/Distance.scala
 */
export function robustDistance(distance: number, n: number, m: number): number {
  if (!(n > 0 && m > 0)) return 0;
  return Math.max(0, distance - robustness * Math.sqrt((n + m) / (n * m)));
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
