import { type ArmCounts, counted } from "@driftwheel/core/stats/sequential/arm-counts.ts";
import { betaCdf } from "./beta-distribution.ts";

/**
 * Probability that the challenger's rate of success is the higher one, given what was counted: both rates
 * independent, Beta(1 + successes, 1 + failures) from a uniform prior. By quadrature, so the same counts always give
 * the same number; 1/2 when nothing was counted.
 *
 * The narrower posterior is integrated over by the trapezoid rule on the logit scale, which converges beyond any
 * order for a density that dies off at both ends; error below 1e-6.
 */
export function probabilityBetter(champion: ArmCounts, challenger: ArmCounts): number {
  const a = posterior(champion);
  const b = posterior(challenger);
  if (spread(a) <= spread(b)) return 1 - mean(a, (p) => betaCdf(p, b.a, b.b));
  return mean(b, (p) => betaCdf(p, a.a, a.b));
}

interface Beta {
  readonly a: number;
  readonly b: number;
}

function posterior(arm: ArmCounts): Beta {
  const { trials, successes } = counted(arm);
  return { a: 1 + successes, b: 1 + trials - successes };
}

/** Standard deviation on the logit scale, about. */
function spread({ a, b }: Beta): number {
  return Math.sqrt(1 / a + 1 / b);
}

/** Expectation of a function under a beta distribution. */
function mean(beta: Beta, value: (p: number) => number): number {
  const { a, b } = beta;
  const centre = Math.log(a / b);
  const width = spread(beta);
  // On the logit scale the tails die off like exp(a x) and exp(-b x), in the middle like a normal density.
  const low = centre - Math.max(9 * width, 40 / a);
  const high = centre + Math.max(9 * width, 40 / b);
  const steps = Math.ceil((high - low) / (width / 4));
  let weights = 0;
  let sum = 0;
  for (let step = 0; step <= steps; step += 1) {
    const x = low + ((high - low) * step) / steps;
    const weight = Math.exp(logDensity(beta, x) - logDensity(beta, centre));
    weights += weight;
    if (weight > 0) sum += weight * value(1 / (1 + Math.exp(-x)));
  }
  return sum / weights;
}

/** a ln p + b ln(1 - p) for p = 1/(1 + exp(-x)). */
function logDensity({ a, b }: Beta, x: number): number {
  return x > 0 ? -b * x - (a + b) * Math.log1p(Math.exp(-x)) : a * x - (a + b) * Math.log1p(Math.exp(x));
}
