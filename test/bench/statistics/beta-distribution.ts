import { logGamma } from "@driftwheel/core/stats/distributions/log-gamma.ts";

const precision = 1e-16;
const mostTerms = 100_000;

/**
 * Probability that a Beta(a, b) variable is at most x: the regularised incomplete beta function I_x(a, b), by its
 * continued fraction (https://dlmf.nist.gov/8.17#E22, evaluated by Lentz's method), a and b above 0.
 * 0 for x at 0 or below, 1 at 1 or above; NaN for parameters that are not above 0. The smaller of the two tails has
 * full relative precision.
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - Math.min(1, tail(1 - x, x, b, a));
  return Math.min(1, tail(x, 1 - x, a, b));
}

/** I_x(a, b) for x below the mean; `y` is 1 - x. */
function tail(x: number, y: number, a: number, b: number): number {
  return (scale(x, y, a, b) / a) * fraction(x, a, b);
}

/**
 * x^a y^b / B(a, b), from deviances rather than from differences of large logarithms (Loader, "Fast and accurate
 * computation of binomial probabilities", 2000, https://www.r-project.org/doc/reports/CLoader-dbinom-2002.pdf).
 */
function scale(x: number, y: number, a: number, b: number): number {
  const sum = a + b;
  const exponent =
    a * Math.log((x * sum) / a) +
    b * Math.log((y * sum) / b) +
    stirlingRemainder(sum) -
    stirlingRemainder(a) -
    stirlingRemainder(b);
  return Math.sqrt((a / sum) * (b / (2 * Math.PI))) * Math.exp(exponent);
}

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < mostTerms; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < precision * 4) break;
  }
  return value;
}

/** Lentz's method must not divide by zero. */
function away(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

/** What Stirling's formula leaves out of ln Gamma(x), x > 0, by its series (https://dlmf.nist.gov/5.11#E1) from 15 on. */
function stirlingRemainder(x: number): number {
  if (x < 15) return logGamma(x) - ((x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI));
  const inverse = 1 / x;
  const square = inverse * inverse;
  return inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
}
