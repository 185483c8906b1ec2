import { chiSquareSurvival, chiSquareUpperQuantile } from "../distributions/chi-square.ts";

/**
 * Population stability index of two distributions over the same bins, given as shares:
 * sum of (actual - expected) ln(actual / expected), in nats, 0 when equal; the symmetric Kullback-Leibler
 * divergence (Jeffreys). A bin that is empty on one side only gives Infinity: use `smoothedShares`.
 */
export function populationStabilityIndex(expected: readonly number[], actual: readonly number[]): number {
  return expected.reduce((sum, share, bin) => {
    const other = actual[bin] ?? 0;
    return share === other ? sum : sum + (other - share) * Math.log(other / share);
  }, 0);
}

/**
 * Counts as shares with half a row added to every bin (Krichevsky and Trofimov's estimate, Jeffreys' prior), so
 * that no share is 0. The added rows vanish against the counts of bins that hold a few rows.
 */
export function smoothedShares(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0) + counts.length / 2;
  return counts.map((count) => (count + 0.5) / total);
}

export interface Sizes {
  readonly bins: number;
  readonly baselineRows: number;
  readonly windowRows: number;
}

/** PSI of two samples of one population is about (1/n + 1/m) chi2 with bins - 1 degrees of freedom. */
export function psiScale({ baselineRows, windowRows }: Sizes): number {
  return 1 / baselineRows + 1 / windowRows;
}

/**
 * The PSI that a window without drift exceeds with probability `falseAlarmRate`.
 * Yurdakul and Naranjo, "Statistical properties of the population stability index", Journal of Risk Model
 * Validation 2020, https://doi.org/10.21314/JRMV.2020.227.
 */
export function psiThreshold(sizes: Sizes & { readonly falseAlarmRate: number }): number {
  return psiScale(sizes) * chiSquareUpperQuantile(sizes.falseAlarmRate, sizes.bins - 1);
}

/** Probability of a PSI this large or larger without drift; 1 when a sample is empty, as nothing was measured. */
export function psiPValue(psi: number, sizes: Sizes): number {
  if (!(sizes.baselineRows > 0 && sizes.windowRows > 0)) return 1;
  return chiSquareSurvival(psi / psiScale(sizes), sizes.bins - 1);
}
