import { expit, logit, logitDifference } from "../distributions/logit.ts";
import { type ArmCounts, counted, countOf, rateOf, seeded, together } from "./arm-counts.ts";
import type { Reading } from "./block-e-process.ts";
import { logAverage } from "./log-average.ts";

/**
 * Non-inferiority: evidence against "the challenger's rate is lower than the champion's by the margin or more", that may be
 * looked at any time. A block e-process as in block-e-process.ts, with the null shifted by the margin.
 *
 * A look's e-value is the likelihood of what was predicted over the likelihood of the pair of rates in the null that is
 * nearest to it (reverse information projection): for a convex null, as this half plane is, that is a fair bet against
 * each pair in it (Turner, Ly and Gruenwald, https://arxiv.org/abs/2106.02693; Turner and Gruenwald,
 * https://arxiv.org/abs/2203.09785). Each look is judged by itself, so the test stays valid whatever the weights are
 * and however the base rate wanders. Comparing a confidence interval of each arm over all looks does not: when the
 * rate rises while the challenger's weight does, the pooled challenger looks better than it is.
 */
export interface NotWorseProcess {
  /** Absolute difference in rate that would matter, 0 to 1. */
  readonly margin: number;
  /** Past of both arms together, the seed included: what the next look's prediction is made of. */
  readonly past: ArmCounts;
  /** Natural logarithms of the three products, for a challenger worse by half a margin, equal, better by one. */
  readonly logProducts: readonly [number, number, number];
}

const largestMargin = 1 - 1e-6;

/**
 * Starts a process.
 *
 * @param seed.championRate share of successes of the champion before the trial, 0 to 1
 * @param seed.seedWeight how many trials that share counts for; about 100
 * @param seed.margin absolute difference in rate; with 0 it asks whether the challenger is better
 */
export function startNotWorseProcess(seed: {
  readonly championRate: number;
  readonly seedWeight: number;
  readonly margin: number;
}): NotWorseProcess {
  return {
    margin: Math.min(largestMargin, countOf(seed.margin)),
    past: seeded(seed),
    logProducts: [0, 0, 0],
  };
}

/**
 * The margin that a rate can bear: at most half of the rate itself. A conversion of 1% that may be 2 points worse may be
 * none at all, and to show that would take nothing.
 */
export function bearableMargin(margin: number, rate: number): number {
  return Math.min(margin, rate / 2);
}

/** The process after one more look. A block in which an arm is empty leaves the evidence as it was. */
export function updateNotWorseProcess(
  process: NotWorseProcess,
  { blocks, settled }: Reading,
): NotWorseProcess {
  const { past, logProducts } = process;
  const rate = rateOf(past);
  // Fixed before the look; a null of a smaller margin holds all those of the larger one.
  const margin = bearableMargin(process.margin, rate);
  const grown = (product: number, margins: number) => {
    const half = (margins * logitDifference(rate, margin)) / 2;
    const centre = logit(rate);
    const [tA, tB] = [expit(centre - half), expit(centre + half)];
    return blocks.reduce(
      (sum, { champion, challenger }) =>
        sum + notWorseLogE(counted(champion), counted(challenger), tA, tB, margin),
      product,
    );
  };
  return {
    ...process,
    past: together(past, counted(settled)),
    logProducts: [grown(logProducts[0], -0.5), grown(logProducts[1], 0), grown(logProducts[2], 1)],
  };
}

/**
 * Natural logarithm of the process's e-value, the average of its three products. Compare with `decisionLine`.
 *
 * @param designEffect see `logE` in block-e-process.ts
 */
export function notWorseEvidence({ logProducts }: NotWorseProcess, designEffect = 1): number {
  return logAverage(logProducts.map((product) => product / designEffect));
}

/**
 * Natural logarithm of one look's e-value for predicted rates tA and tB strictly between 0 and 1. The nearest pair of the
 * null is (a, a - margin) where nA (a - tA)/(a (1 - a)) + nB (a - margin - tB)/((a - margin)(1 - a + margin)) = 0.
 * 0 when an arm is empty, and when the prediction itself is that the challenger is worse by the margin.
 */
export function notWorseLogE(a: ArmCounts, b: ArmCounts, tA: number, tB: number, margin: number): number {
  if (a.trials <= 0 || b.trials <= 0 || tB <= tA - margin) return 0;
  const rateA = nearest(a.trials, b.trials, tA, tB, margin);
  return arm(a, tA, rateA) + arm(b, tB, rateA - margin);
}

/** The champion's rate in the nearest pair, by Newton's method kept inside what is known to hold it. */
function nearest(nA: number, nB: number, tA: number, tB: number, margin: number): number {
  let low = margin;
  let high = 1;
  let rate = Math.min(1, Math.max(margin, (nA * tA + nB * (tB + margin)) / (nA + nB)));
  // Halving alone would be done after as many steps as a double has bits.
  for (let step = 0; step < 100; step += 1) {
    if (!(rate > low && rate < high)) rate = low + (high - low) / 2;
    if (rate <= low || rate >= high) break;
    const slope = pull(nA, rate, tA) + pull(nB, rate - margin, tB);
    if (slope < 0) low = rate;
    else high = rate;
    const next = rate - slope / (steepness(nA, rate, tA) + steepness(nB, rate - margin, tB));
    if (Math.abs(next - rate) <= Number.EPSILON * rate) return rate;
    rate = next;
  }
  return rate;
}

/** How the divergence of n trials at t grows with the rate. */
function pull(n: number, rate: number, t: number): number {
  return (n * (rate - t)) / (rate * (1 - rate));
}

/** The derivative of `pull`, always above 0. */
function steepness(n: number, rate: number, t: number): number {
  return (n * ((rate - t) ** 2 + t * (1 - t))) / (rate * (1 - rate)) ** 2;
}

function arm({ trials, successes }: ArmCounts, t: number, other: number): number {
  return weighted(successes, t / other) + weighted(trials - successes, (1 - t) / (1 - other));
}

function weighted(times: number, ratio: number): number {
  return times === 0 ? 0 : times * Math.log(ratio);
}
