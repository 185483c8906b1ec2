import { upperIncompleteGamma } from "./incomplete-gamma.ts";

/**
 * Probability that a standard normal variable is at most x: Q(1/2, x^2/2)/2 below 0, so that the far lower tail
 * keeps its precision. https://dlmf.nist.gov/7.11#E2
 */
export function normalCdf(x: number): number {
  const tail = upperIncompleteGamma(0.5, (x * x) / 2) / 2;
  return x < 0 ? tail : 1 - tail;
}

/**
 * The value that a standard normal variable does not exceed with the given probability; -Infinity at 0 and
 * Infinity at 1. Quantiles near 1 are best asked for as `-normalQuantile(upper tail)`.
 *
 * Start: Abramowitz and Stegun 26.2.23 (error below 4.5e-4, https://personal.math.ubc.ca/~cbm/aands/page_933.htm),
 * then Halley's method on the cumulative distribution.
 */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) return -lowerQuantile(1 - probability);
  return lowerQuantile(probability);
}

function lowerQuantile(probability: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY;
  if (probability === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(probability));
  const start =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  let x = -start;
  for (let step = 0; step < 3; step += 1) {
    // The density underflows far below any probability that a statistic here can have.
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    if (density === 0) break;
    const error = (normalCdf(x) - probability) / density;
    x -= error / (1 + (x * error) / 2);
  }
  return x;
}
