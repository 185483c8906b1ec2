import { bisect } from "./bisect.ts";
import { logBeta } from "./distributions/log-gamma.ts";

/**
 * Confidence sequence for one Bernoulli rate: with probability 1 - alpha it holds the true rate at every look at
 * once. Keeps p with Beta(a+S, b+N-S) / (Beta(a, b) p^S (1-p)^(N-S)) < 1/alpha (Robbins' beta mixture,
 * https://projecteuclid.org/euclid.aoms/1177696786; section 3 of https://arxiv.org/abs/1810.08240).
 *
 * @param counts.a, counts.b the mixture; 1 and 1 (uniform) when not given
 * @returns rates from 0 to 1; 0 to 1 when there were no trials
 */
export function bernoulliConfidenceSequence(counts: {
  readonly successes: number;
  readonly trials: number;
  readonly alpha: number;
  readonly a?: number;
  readonly b?: number;
}): { readonly lower: number; readonly upper: number } {
  const { alpha, a = 1, b = 1 } = counts;
  const trials = Math.max(0, counts.trials);
  if (!(trials > 0)) return { lower: 0, upper: 1 };
  const successes = Math.min(trials, Math.max(0, counts.successes));
  const failures = trials - successes;
  const least = logBeta(a + successes, b + failures) - logBeta(a, b) + Math.log(alpha);
  const excluded = (p: number) => power(successes, p) + power(failures, 1 - p) <= least;
  const rate = successes / trials;
  return {
    lower: successes === 0 ? 0 : bisect(0, rate, excluded),
    upper: failures === 0 ? 1 : bisect(rate, 1, (p) => !excluded(p)),
  };
}

function power(times: number, base: number): number {
  return times === 0 ? 0 : times * Math.log(base);
}
