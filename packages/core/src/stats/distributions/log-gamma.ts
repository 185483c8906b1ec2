const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
/** From here on the series below is exact to the last bits of a double. */
const seriesFrom = 15;

/**
 * Natural logarithm of the gamma function, x > 0; Infinity at 0, NaN below.
 *
 * Stirling's series after moving x up by the recurrence ln Gamma(x) = ln Gamma(x + 1) - ln x.
 * https://dlmf.nist.gov/5.11#E1
 */
export function logGamma(x: number): number {
  if (x <= 0) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  let product = 1;
  let moved = x;
  while (moved < seriesFrom) {
    product *= moved;
    moved += 1;
  }
  return stirling(moved) + series(moved) - Math.log(product);
}

function stirling(x: number): number {
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi;
}

function series(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  return inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
}
