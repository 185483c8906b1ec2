import { expit, logit, logitDifference } from "../distributions/logit.ts";
import { type ArmCounts, counted, rateOf, seeded, together } from "./arm-counts.ts";
import { logAverage } from "./log-average.ts";

/**
 * One-sided test of a challenger against a champion that may be looked at any time: the two-sample Bernoulli
 * block e-process of Turner, Ly and Gruenwald, "Generic E-variables for exact sequential k-sample tests that
 * allow for optional stopping" (JSPI 2024), https://arxiv.org/abs/2106.02693; one-sided nulls:
 * https://arxiv.org/abs/2203.09785.
 *
 * The e-value of a block is fixed by what was known before it, so the product over blocks stays a fair bet against
 * "the arms are equal" whatever the weights and however the base rate drifts between looks.
 *
 * A block that says how the requests behind its outcomes were divided is a bet on the arm of each outcome: the chance that
 * an outcome is the challenger's is then the challenger's share of the requests, whether it is good or bad, early or late.
 * That is fair however good and bad outcomes differ in when they become known, which the counts of the outcomes
 * themselves are not.
 */
export interface EProcess {
  readonly direction: "better" | "worse";
  /** Smallest difference that matters, above 0: of logits, or of rates, which are put on the logit scale at the rate of the time. */
  readonly minimumEffect: number;
  readonly scale: "logit" | "rate";
  readonly stakes: Stakes;
  /** Past of both arms together, the seed included: what the next look's prediction is made of. */
  readonly past: ArmCounts;
  /** Natural logarithms of the products for a difference of 1/2, 1 and 2 minimum effects, of outcomes that are independent. */
  readonly logProducts: readonly [number, number, number];
}

/** The capital bet on a difference of 1/2, 1 and 2 minimum effects; together 1. */
type Stakes = readonly [number, number, number];
const evenStakes: Stakes = [1 / 3, 1 / 3, 1 / 3];

/** Far beyond the logit distance between the two clamped edges: keeps odds within what a double can hold. */
const largestEffect = 40;

/** Outcomes of both arms that became known together. */
export interface Block {
  readonly champion: ArmCounts;
  readonly challenger: ArmCounts;
  /** The challenger's share of the requests that these outcomes are of, 0 to 1; of the outcomes themselves when absent. */
  readonly share?: number;
}

/** What one look brings. */
export interface Reading {
  readonly blocks: readonly Block[];
  /** Both arms' outcomes that the next prediction is to learn from: those of requests of which all is known. */
  readonly settled: ArmCounts;
}

/**
 * Starts a process.
 *
 * @param seed.championRate share of successes of the champion before the trial, 0 to 1
 * @param seed.seedWeight how many trials that share counts for; about 100
 * @param seed.minimumEffect on the `scale`
 * @param seed.stakes how the capital is spread over the three differences, evenly when not given. Any spread that is fixed
 *   before the first look is valid; more on one finds that difference sooner and the others later.
 * @param seed.direction "better": evidence that the challenger's rate is higher; "worse": that it is lower
 */
export function startEProcess(seed: {
  readonly championRate: number;
  readonly seedWeight: number;
  readonly minimumEffect: number;
  readonly scale: "logit" | "rate";
  readonly direction: "better" | "worse";
  readonly stakes?: Stakes;
}): EProcess {
  return {
    direction: seed.direction,
    minimumEffect: Math.min(largestEffect, Math.abs(seed.minimumEffect) || 0),
    scale: seed.scale,
    stakes: seed.stakes ?? evenStakes,
    past: seeded(seed),
    logProducts: [0, 0, 0],
  };
}

/** The process after one more look. A block in which an arm has no request leaves the evidence as it was. */
export function updateEProcess(process: EProcess, { blocks, settled }: Reading): EProcess {
  const { past, minimumEffect, scale, logProducts } = process;
  const rate = rateOf(past);
  const centre = logit(rate);
  const effect = scale === "logit" ? minimumEffect : logitDifference(rate, minimumEffect);
  const sign = process.direction === "better" ? 1 : -1;
  const grown = (product: number, effects: number) => {
    const half = (sign * effects * effect) / 2;
    const [tA, tB] = [expit(centre - half), expit(centre + half)];
    return blocks.reduce(
      (sum, { champion, challenger, share }) =>
        sum + blockLogE(counted(champion), counted(challenger), tA, tB, share),
      product,
    );
  };
  return {
    ...process,
    past: together(past, counted(settled)),
    logProducts: [grown(logProducts[0], 0.5), grown(logProducts[1], 1), grown(logProducts[2], 2)],
  };
}

/**
 * Natural logarithm of the process's e-value, the average of its three products. Compare with `decisionLine`.
 *
 * @param designEffect how many outcomes carry the information of one that is independent of all others, 1 or more: each
 *   product's exponent is divided by it (Rao and Scott 1992, https://doi.org/10.2307/2532311)
 */
export function logE({ logProducts, stakes }: EProcess, designEffect = 1): number {
  return logAverage(
    logProducts.map((product) => product / designEffect),
    stakes,
  );
}

/**
 * Natural logarithm of one block's e-value, for predicted success rates tA and tB strictly between 0 and 1:
 * sA ln(tA/t0) + (nA-sA) ln((1-tA)/(1-t0)) + the same for B, with t0 = (1-w) tA + w tB, w the challenger's share.
 *
 * @param share of the requests; nB/(nA + nB) when not given. With it the chance that an outcome of either kind is the
 *   challenger's is w by the null, so that the e-value's mean is 1 for any mix of kinds.
 * @returns 0 when an arm has no request: t0 is then the prediction for the other arm.
 */
export function blockLogE(a: ArmCounts, b: ArmCounts, tA: number, tB: number, share?: number): number {
  const trials = a.trials + b.trials;
  const w = share ?? (trials > 0 ? b.trials / trials : 0);
  if (!(w > 0 && w < 1)) return 0;
  const t0 = (1 - w) * tA + w * tB;
  const f0 = (1 - w) * (1 - tA) + w * (1 - tB);
  return arm(a, tA, t0, f0) + arm(b, tB, t0, f0);
}

function arm({ trials, successes }: ArmCounts, t: number, t0: number, f0: number): number {
  return weighted(successes, t / t0) + weighted(trials - successes, (1 - t) / f0);
}

function weighted(times: number, ratio: number): number {
  return times === 0 ? 0 : times * Math.log(ratio);
}

/** The line that `logE` is compared with: ln(1/alpha). Crossed with probability alpha at most when the arms are equal. */
export function decisionLine(alpha: number): number {
  return -Math.log(alpha);
}
