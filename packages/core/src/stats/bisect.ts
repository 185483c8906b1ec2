/**
 * The point between `low` and `high` below which the condition holds and above which it does not, to the last
 * bit that a double has there. Always ends, also where the condition never or always holds.
 */
export function bisect(low: number, high: number, isBelow: (x: number) => boolean): number {
  let left = low;
  let right = high;
  // Halving 200 times is more than a double has bits between any two bounds that occur.
  for (let step = 0; step < 200; step += 1) {
    const middle = left + (right - left) / 2;
    if (middle <= left || middle >= right) break;
    if (isBelow(middle)) left = middle;
    else right = middle;
  }
  return left + (right - left) / 2;
}
