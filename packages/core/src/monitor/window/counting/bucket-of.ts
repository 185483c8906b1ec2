/** Buckets that are looked at one after the other. */
const few = 16;

/**
 * The last bucket that begins at the value or below it, the first one for values below them all: values beyond the
 * baseline's range count to its outermost buckets.
 *
 * @param lowers where the buckets begin, rising
 */
export function bucketOf(lowers: Float64Array, value: number): number {
  let low = 0;
  let high = lowers.length;
  while (high - low > few) {
    const middle = (low + high) >>> 1;
    if ((lowers[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  // Counted without a branch, which a processor could not foresee.
  let begun = low;
  for (let at = low; at < high; at += 1) begun += Number((lowers[at] ?? 0) <= value);
  return begun === 0 ? 0 : begun - 1;
}
