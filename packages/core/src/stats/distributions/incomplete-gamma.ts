import { logGamma } from "./log-gamma.ts";

const precision = 1e-16;
const mostTerms = 100_000;

/**
 * The upper regularised incomplete gamma function Q(a, x), a > 0, to full precision where it is small: 1 less the
 * series for x < a + 1 (https://dlmf.nist.gov/8.11#E4), the continued fraction beyond
 * (https://dlmf.nist.gov/8.9#E2, evaluated by Lentz's method). 1 for x at 0 or below.
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (!(x > 0)) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - Math.min(1, scale * series(a, x)) : Math.min(1, scale * fraction(a, x));
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let index = 1; index < mostTerms && term > sum * precision; index += 1) {
    term *= x / (a + index);
    sum += term;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  const tiny = Number.MIN_VALUE / precision;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let index = 1; index < mostTerms; index += 1) {
    const numerator = -index * (index - a);
    b += 2;
    d = 1 / away(numerator * d + b, tiny);
    c = away(b + numerator / c, tiny);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < precision * 4) break;
  }
  return value;
}

/** Lentz's method must not divide by zero. */
function away(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
