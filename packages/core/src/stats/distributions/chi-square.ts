import { bisect } from "../bisect.ts";
import { upperIncompleteGamma } from "./incomplete-gamma.ts";

/**
 * Probability that a chi-square variable exceeds x, exact in the far tail too: the upper regularised incomplete gamma
 * function Q(df/2, x/2). Degrees of freedom above 0 (0 degrees: a variable that is always 0); x below 0 counts as 0.
 * https://www.itl.nist.gov/div898/handbook/eda/section3/eda3666.htm
 */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom > 0) return upperIncompleteGamma(degreesOfFreedom / 2, x / 2);
  return x > 0 ? 0 : 1;
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
