import { logAverage } from "./log-average.ts";

/** Numbers by their sums. */
export interface ValueSums {
  readonly count: number;
  readonly sum: number;
  /** Of the numbers' squares. */
  readonly squares: number;
}

/** Values of both arms that became known together; higher is better. */
export interface ValueBlock {
  readonly champion: ValueSums;
  readonly challenger: ValueSums;
  /** The challenger's share of the requests that these values are of, 0 to 1. */
  readonly share: number;
}

/**
 * One-sided test of two arms' means of bounded values, that may be looked at any time: a bet on the arm of each value, given
 * the value. Whether a request goes to the challenger is a chance w that its value does not know of while the arms are equal.
 * So exp((Z - w) eta(x)), Z being 1 for the challenger's and 0 for the champion's, has a mean of at most
 * exp(eta(x)^2 p), p being 1/8 (Hoeffding 1963, https://doi.org/10.1080/01621459.1963.10500830) or, where w is small and
 * |eta| <= h, w (1 - w) (e^h - 1 - h) / h^2 (Bennett 1962); divided by that it is a fair bet, whatever the values are like and
 * however late they come. Sums of values and of their squares are all that it needs.
 *
 * "Not worse" adds an allowance to the challenger's values and asks the same; arms of equal means need not be alike then. With
 * y = (Z - w) eta(x), |y| <= h < 1, and k = (-ln(1 - h) - h) / h^2, exp(y - k y^2) is at most 1 + y, whose mean is at most
 * 1 while the challenger's mean is not above the champion's (Fan, Grama and Liu 2015, https://doi.org/10.1214/EJP.v20-3496).
 *
 * eta(x) = d (x - c) / v for a difference d, the values' centre c and their variance v, is what grows quickest when values
 * have that difference (Waudby-Smith and Ramdas 2024, https://arxiv.org/abs/2010.09686).
 */
export interface MeanProcess {
  readonly direction: "better" | "worse";
  /** Smallest difference that matters, as a share of the mean. */
  readonly minimumEffect: number;
  /** Added to the challenger's values, as a share of the mean: what "not worse" lets it lose. */
  readonly allowance: number;
  readonly low: number;
  readonly high: number;
  readonly past: ValueSums;
  /** Natural logarithms of the products for three differences. */
  readonly logProducts: readonly [number, number, number];
}

/** The differences that are bet on, in minimum effects, and the capital on each. */
const effects = [0.5, 1, 2] as const;
const stakes = [1 / 4, 1 / 2, 1 / 4] as const;
/** Largest |y| of "not worse", below 1. */
const largestBet = 0.5;

/**
 * Starts a process.
 *
 * @param seed.past what the champion showed before, all of it known
 * @param seed.low lowest value; the values are within these bounds already
 * @param seed.allowance 0 asks whether the challenger is better (or worse); the margin asks whether it is not worse by that
 */
export function startMeanProcess(seed: {
  readonly direction: "better" | "worse";
  readonly minimumEffect: number;
  readonly allowance?: number;
  readonly low: number;
  readonly high: number;
  readonly past: ValueSums;
}): MeanProcess {
  return { allowance: 0, ...seed, logProducts: [0, 0, 0] };
}

/** @param look.settled both arms' values that the next prediction is to learn from */
export function updateMeanProcess(
  process: MeanProcess,
  look: { readonly blocks: readonly ValueBlock[]; readonly settled: ValueSums },
): MeanProcess {
  const { past, logProducts } = process;
  return {
    ...process,
    past: plusValues(past, look.settled),
    logProducts: [
      logProducts[0] + grown(process, look.blocks, effects[0]),
      logProducts[1] + grown(process, look.blocks, effects[1]),
      logProducts[2] + grown(process, look.blocks, effects[2]),
    ],
  };
}

/**
 * Natural logarithm of the process's e-value. Compare with `decisionLine`.
 *
 * @param designEffect see `logE` in block-e-process.ts
 */
export function meanEvidence({ logProducts }: MeanProcess, designEffect = 1): number {
  return logAverage(
    logProducts.map((product) => product / designEffect),
    stakes,
  );
}

export function meanOf({ count, sum }: ValueSums): number {
  return count > 0 ? sum / count : 0;
}

/** Of the numbers around their mean; 0 when there are none. */
export function varianceOf({ count, sum, squares }: ValueSums): number {
  return count > 0 ? Math.max(0, squares / count - (sum / count) ** 2) : 0;
}

export function plusValues(one: ValueSums, other: ValueSums): ValueSums {
  return {
    count: one.count + other.count,
    sum: one.sum + other.sum,
    squares: one.squares + other.squares,
  };
}

function grown(
  { direction, minimumEffect, allowance, low, high, past }: MeanProcess,
  blocks: readonly ValueBlock[],
  times: number,
): number {
  const mean = meanOf(past);
  const variance = varianceOf(past);
  if (past.count < 2 || variance <= 0) return 0;
  const shift = allowance * Math.abs(mean);
  const difference = times * minimumEffect * Math.abs(mean);
  const farthest = Math.max(high + shift - mean, mean - low);
  const sign = direction === "better" ? 1 : -1;
  const wanted = difference / variance;
  const slope = sign * (allowance > 0 ? Math.min(wanted, largestBet / farthest) : wanted);
  const largest = Math.abs(slope) * farthest;
  return blocks.reduce((product, { champion, challenger, share }) => {
    if (!(share > 0 && share < 1)) return product;
    const a = moments(champion, mean, slope);
    const b = moments(challenger, mean - shift, slope);
    const gain = (1 - share) * b.sum - share * a.sum;
    const loss =
      allowance > 0
        ? selfNormalised(largest) * ((1 - share) ** 2 * b.squares + share ** 2 * a.squares)
        : subGaussian(share, largest) * (a.squares + b.squares);
    return product + gain - loss;
  }, 0);
}

function subGaussian(share: number, largest: number): number {
  const bennett = largest > 0 ? (Math.expm1(largest) - largest) / largest ** 2 : 0.5;
  return Math.min(1 / 8, share * (1 - share) * bennett);
}

function selfNormalised(largest: number): number {
  return largest > 0 ? (-Math.log1p(-largest) - largest) / largest ** 2 : 0.5;
}

/** Sums of eta and of eta^2. */
function moments({ count, sum, squares }: ValueSums, centre: number, slope: number) {
  return {
    sum: slope * (sum - count * centre),
    squares: slope ** 2 * Math.max(0, squares - 2 * centre * sum + count * centre ** 2),
  };
}
