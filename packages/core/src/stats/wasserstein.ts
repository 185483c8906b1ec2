/**
 * Wasserstein-1 distance of two samples, in their own unit: the area between their cumulative distributions, the
 * integral of |F - G|; the same both ways. https://en.wikipedia.org/wiki/Wasserstein_metric#One_dimension
 *
 * @param one, other in any order; values that are no finite number are left out
 * @returns 0 when either has no value: nothing was measured
 */
export function wasserstein1(one: readonly number[], other: readonly number[]): number {
  const x = ordered(one);
  const y = ordered(other);
  if (x.length === 0 || y.length === 0) return 0;
  let inX = 0;
  let inY = 0;
  let area = 0;
  let at = Math.min(x[0] ?? 0, y[0] ?? 0);
  while (inX < x.length || inY < y.length) {
    const next = Math.min(x[inX] ?? Number.POSITIVE_INFINITY, y[inY] ?? Number.POSITIVE_INFINITY);
    const apart = Math.abs(inX / x.length - inY / y.length);
    // The difference of two huge values may be beyond a double where its product with a share is not.
    if (apart > 0) area += next * apart - at * apart;
    at = next;
    while (inX < x.length && (x[inX] ?? 0) <= at) inX += 1;
    while (inY < y.length && (y[inY] ?? 0) <= at) inY += 1;
  }
  return Math.max(0, area);
}

/**
 * Wasserstein-1 distance in standard deviations of the reference, so that features of any unit compare: 0.1 is a shift
 * of all values by a tenth of a standard deviation. The reference's deviation is over n, not n - 1.
 *
 * @returns 0 when nothing was measured or moved; Infinity when a reference that never varied moved
 */
export function standardisedWasserstein1(reference: readonly number[], sample: readonly number[]): number {
  const distance = wasserstein1(reference, sample);
  return distance === 0 ? 0 : distance / deviation(ordered(reference));
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  // Scaled by the largest distance, so that squares of huge values stay finite.
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  if (largest === 0) return 0;
  const squares = values.reduce((sum, value) => sum + ((value - mean) / largest) ** 2, 0);
  return largest * Math.sqrt(squares / values.length);
}

function ordered(values: readonly number[]): Float64Array {
  return Float64Array.from(values.filter(Number.isFinite)).sort();
}
