import { logGamma } from "@driftwheel/core/stats/distributions/log-gamma.ts";
import type { Uniform } from "../random.ts";

/**
 * Good ones among a unit's requests: binomial, with a rate of its own for each unit from a beta distribution whose mean is
 * the rate and whose parameters add up to 1/correlation - 1. Drawn by inversion from a table.
 */
export class BetaBinomial {
  readonly #below: Float64Array;

  constructor(size: number, rate: number, correlation: number) {
    const a = rate * (1 / correlation - 1);
    const b = (1 - rate) * (1 / correlation - 1);
    const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);
    let sum = 0;
    this.#below = Float64Array.from({ length: size + 1 }, (_, good) => {
      const ways = logGamma(size + 1) - logGamma(good + 1) - logGamma(size - good + 1);
      sum += Math.exp(ways + logBeta(good + a, size - good + b) - logBeta(a, b));
      return sum;
    });
  }

  draw(uniform: Uniform): number {
    const quantile = uniform();
    const found = this.#below.findIndex((below) => quantile < below);
    return found < 0 ? this.#below.length - 1 : found;
  }
}
