import { chiSquareSurvival, chiSquareUpperQuantile } from "../distributions/chi-square.ts";
import { psiScale, type Sizes } from "./population-stability-index.ts";

/**
 * How a feature's statistic, PSI over (1/n + 1/m), is distributed without drift where rows are not independent: as
 * mean / degreesOfFreedom times a chi-square variable with so many degrees of freedom, which need not be whole. Of
 * independent rows both are the bins less one. Rao and Scott's second-order correction, after Satterthwaite:
 * "On chi-squared tests for multiway contingency tables with cell proportions estimated from survey data", Annals
 * of Statistics 1984, https://doi.org/10.1214/aos/1176346391
 */
export interface Dispersion {
  readonly mean: number;
  readonly degreesOfFreedom: number;
}

/** Dispersion that exceeds chance by fewer standard errors than this counts as none. */
const surest = 3.5;

/** Probability of a statistic so large, or larger, without drift. */
export function dispersedPValue(statistic: number, { mean, degreesOfFreedom }: Dispersion): number {
  return chiSquareSurvival((statistic * degreesOfFreedom) / mean, degreesOfFreedom);
}

/** The PSI that is exceeded with the probability without drift. */
export function dispersedThreshold(
  sizes: Sizes,
  { mean, degreesOfFreedom }: Dispersion,
  probability: number,
): number {
  return psiScale(sizes) * (mean / degreesOfFreedom) * chiSquareUpperQuantile(probability, degreesOfFreedom);
}

/**
 * The dispersion that windows without drift had, or null when it is none beyond chance.
 *
 * @param seen.mean and variance of their statistics
 * @param seen.windows how many they were
 * @param seen.bins that were compared
 * @param seen.ratio rows of a window over those of the baseline, whose luck all windows share
 * @param seen.apart how much of each statistic was taken off because the windows' own mean is that far from the
 *   baseline: a noncentrality, which makes the statistic vary by 4 times as much more though the windows are alike
 */
export function dispersionOf(seen: {
  readonly mean: number;
  readonly variance: number;
  readonly windows: number;
  readonly bins: number;
  readonly ratio: number;
  readonly apart?: number;
}): Dispersion | null {
  const { mean, windows, bins, ratio, apart = 0 } = seen;
  const variance = Math.max(0, seen.variance - 4 * apart);
  const expected = bins - 1;
  if (!(expected > 0 && windows > 1)) return null;
  const luck = 2 * expected * (ratio / (1 + ratio)) ** 2;
  if (!(mean - expected > surest * Math.sqrt((2 * expected + 4 * apart) / windows + luck))) return null;
  const oneWay = inOneDirection(expected, mean - expected);
  // No fewer degrees than when all moves one way, no more than independent rows have.
  const within = (degrees: number) => Math.min(expected, Math.max(oneWay.degreesOfFreedom, degrees));
  const measured = within((2 * mean * mean) / variance);
  // A variance of few windows may be too small by luck: two of its standard errors are added.
  const error = Math.sqrt((2 + 12 / measured) / windows);
  return { mean, degreesOfFreedom: within(measured / (1 + 2 * error)) };
}

/**
 * The dispersion when all that exceeds independent rows moves one way, as a level that goes up and down: of all
 * dispersions with this mean it has the longest tail.
 */
export function inOneDirection(expected: number, excess: number): Dispersion {
  const mean = expected + excess;
  return { mean, degreesOfFreedom: mean ** 2 / (expected + 2 * excess + excess ** 2) };
}

/**
 * The same for windows of more rows. What levels add to the statistic grows with a window's rows, what repeated rows
 * add does not; for windows of fewer rows it is left as it is. Both err towards too much.
 */
export function dispersionAt(
  { mean, degreesOfFreedom }: Dispersion,
  rows: { readonly of: number; readonly at: number; readonly bins: number },
): Dispersion {
  const expected = rows.bins - 1;
  const growth = Math.max(1, rows.at / Math.max(1, rows.of));
  return { mean: expected + Math.max(0, mean - expected) * growth, degreesOfFreedom };
}
