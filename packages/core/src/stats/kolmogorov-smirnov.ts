import { normalQuantile } from "./distributions/normal.ts";
import { empiricalDistance } from "./two-samples/robust-distance.ts";

/** Up to so many pairs of rows the exact distribution is computed, at one step for each pair. */
const exactPairs = 10_000;

export interface KolmogorovSmirnov {
  /** Largest distance of the two cumulative distributions, 0 to 1. */
  readonly distance: number;
  /** Probability of such a distance, or a larger one, between two samples of one distribution. */
  readonly pValue: number;
  /** The effect size: the distance as a shift of a normal distribution, in its standard deviations. */
  readonly shift: number;
}

/**
 * Two-sample Kolmogorov-Smirnov test. With many rows the p-value alone tells nothing worth knowing (100,000 rows find
 * a shift of 0.03 standard deviations each time), so judge by p-value and effect size together.
 *
 * @param reference, sample numbers in any order, NaN left out; with an empty one nothing is measured: distance 0, p-value 1
 */
export function kolmogorovSmirnov(
  reference: readonly number[],
  sample: readonly number[],
): KolmogorovSmirnov {
  const distance = empiricalDistance(reference, sample);
  const size = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value)).length;
  return {
    distance,
    pValue: kolmogorovSmirnovPValue(distance, size(reference), size(sample)),
    shift: normalShift(distance),
  };
}

/**
 * P-value of a distance between two samples of n and m rows: exact for up to 10,000 pairs of rows (the lattice paths of
 * Hodges, "The significance probability of the Smirnov two-sample test", Arkiv för Matematik 1958,
 * https://doi.org/10.1007/BF02589501), beyond by Kolmogorov's limit of sqrt(nm/(n+m)) distance. Never too small
 * where rows are tied. 1 when a sample is empty.
 */
export function kolmogorovSmirnovPValue(distance: number, n: number, m: number): number {
  if (!(n > 0 && m > 0 && distance > 0)) return 1;
  if (n * m <= exactPairs && Number.isInteger(n) && Number.isInteger(m)) return exact(distance, n, m);
  return kolmogorovSurvival(Math.sqrt(n * (m / (n + m))) * distance);
}

/**
 * The shift of a normal distribution, in its standard deviations, that puts its largest distance to itself at
 * `distance`: 2 Phi^-1((1 + distance)/2). 0 at 0, Infinity at 1.
 */
export function normalShift(distance: number): number {
  const within = Math.min(1, Math.max(0, distance || 0));
  return 0 - 2 * normalQuantile((1 - within) / 2);
}

/** Kolmogorov's limit: 2 sum (-1)^(j-1) exp(-2 j^2 x^2), for small x by its theta transform. https://dlmf.nist.gov/20.7#viii */
export function kolmogorovSurvival(x: number): number {
  // Below, what is missing to 1 is less than a double can show.
  if (!(x > 0.1)) return 1;
  if (x < 1.18) {
    const base = Math.exp((-Math.PI * Math.PI) / (8 * x * x));
    const sum = base + base ** 9 + base ** 25 + base ** 49;
    return Math.min(1, Math.max(0, 1 - (Math.sqrt(2 * Math.PI) / x) * sum));
  }
  const base = Math.exp(-2 * x * x);
  return 2 * (base - base ** 4 + base ** 9 - base ** 16);
}

/** Probability that a random order of n and m rows takes the two cumulative shares this far apart anywhere. */
function exact(distance: number, n: number, m: number): number {
  // Half a step of the lattice below the distance, so that rounding decides nothing.
  const line = distance - 0.5 / (n * m);
  const apart = (i: number, j: number) => Math.abs(i / n - j / m) > line;
  const reached = new Float64Array(m + 1);
  for (let i = 0; i <= n; i += 1) {
    for (let j = 0; j <= m; j += 1) {
      if (apart(i, j)) {
        reached[j] = 1;
      } else if (i + j > 0) {
        const fromRow = i > 0 ? (i / (i + j)) * (reached[j] ?? 0) : 0;
        const fromColumn = j > 0 ? (j / (i + j)) * (reached[j - 1] ?? 0) : 0;
        reached[j] = fromRow + fromColumn;
      }
    }
  }
  return Math.min(1, reached[m] ?? 1);
}
