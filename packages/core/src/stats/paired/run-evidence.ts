import { logGamma } from "../distributions/log-gamma.ts";
import { logAverage } from "../sequential/log-average.ts";

/** Means that are bet on, in standard deviations of one run from the next; fixed before. */
const effects = [0.25, 0.5, 1, 2, 4] as const;
/** The integrand below falls at least as fast as a normal density of deviation 1 on both sides of its highest point. */
const reach = 9;
const step = 0.1;

/**
 * Evidence that the mean of runs lies on one side of a limit, natural logarithm of an e-value that may be looked at after any
 * run: a t-test that is sequential. Each run gives one value, such as the difference of both arms' shares of right answers
 * over its rows, and how much runs differ from each other is not known before: the likelihood ratio of a mean of so many
 * standard deviations and of none, both with the right Haar prior on the deviation, which is the ratio of t densities
 * (Perez-Ortiz, Lardy, de Heide, Gruenwald 2024, "E-statistics, group invariance and anytime-valid testing",
 * https://arxiv.org/abs/2208.07610). One run alone never says more than ln 2.
 *
 * @param values one of each run, in any unit; not finite ones say nothing
 */
export function runEvidence(
  values: readonly number[],
  { is, limit }: { readonly is: "above" | "below"; readonly limit: number },
): number {
  const sign = is === "above" ? 1 : -1;
  const beyond = values.filter(Number.isFinite).map((value) => sign * (value - limit));
  const square = beyond.reduce((sum, value) => sum + value ** 2, 0);
  if (square === 0) return 0;
  const scaled = beyond.reduce((sum, value) => sum + value, 0) / Math.sqrt(square);
  return logAverage(effects.map((effect) => logRatio(effect, scaled, beyond.length)));
}

/**
 * ln of exp(-n d^2 / 2) E[exp(d w U)], where U is the root of a chi-square of n degrees of freedom: what is left of the ratio
 * when the deviation is integrated out.
 */
function logRatio(effect: number, scaled: number, runs: number): number {
  const slope = effect * scaled;
  const highest = (slope + Math.sqrt(slope ** 2 + 4 * (runs - 1))) / 2;
  const from = Math.max(0, highest - reach);
  const exponents: number[] = [];
  for (let at = from + step / 2; at < highest + reach; at += step) {
    exponents.push((runs - 1) * Math.log(at) - at ** 2 / 2 + slope * at);
  }
  const integral = logAverage(exponents) + Math.log(exponents.length * step);
  const norm = (runs / 2 - 1) * Math.LN2 + logGamma(runs / 2);
  return integral - norm - (runs * effect ** 2) / 2;
}
