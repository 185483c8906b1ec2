import { bisect } from "../bisect.ts";
import { incompleteGamma } from "./incomplete-gamma.ts";

/**
 * Probability that a chi-square variable is at most x: P(df/2, x/2), the regularised incomplete gamma function.
 * Degrees of freedom above 0 (0 degrees: a variable that is always 0); x below 0 counts as 0.
 * https://www.itl.nist.gov/div898/handbook/eda/section3/eda3666.htm
 */
export function chiSquareCdf(x: number, degreesOfFreedom: number): number {
  return degreesOfFreedom > 0 ? incompleteGamma(degreesOfFreedom / 2, x / 2).lower : 1;
}

/** Probability that a chi-square variable exceeds x, exact in the far tail too. */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom > 0) return incompleteGamma(degreesOfFreedom / 2, x / 2).upper;
  return x > 0 ? 0 : 1;
}

/** The value that a chi-square variable does not exceed with the given probability: 0 at 0, Infinity at 1. */
export function chiSquareQuantile(probability: number, degreesOfFreedom: number): number {
  if (probability > 0.5) return chiSquareUpperQuantile(1 - probability, degreesOfFreedom);
  if (!(degreesOfFreedom > 0) || probability <= 0) return 0;
  return solve((x) => chiSquareCdf(x, degreesOfFreedom) < probability, degreesOfFreedom);
}

/** The value that a chi-square variable exceeds with the given probability: Infinity at 0, 0 at 1. */
export function chiSquareUpperQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0) || probability >= 1) return 0;
  if (probability <= 0) return Number.POSITIVE_INFINITY;
  return solve((x) => chiSquareSurvival(x, degreesOfFreedom) > probability, degreesOfFreedom);
}

function solve(isBelow: (x: number) => boolean, degreesOfFreedom: number): number {
  let high = degreesOfFreedom + 1;
  while (isBelow(high)) high *= 2;
  return bisect(0, high, isBelow);
}
