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
  const inverse = 1 / moved;
  const square = inverse * inverse;
  const correction =
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - (square * 1) / 1188))));
  return (moved - 0.5) * Math.log(moved) - moved + halfLogTwoPi + correction - Math.log(product);
}

/** Natural logarithm of the beta function, both arguments above 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
