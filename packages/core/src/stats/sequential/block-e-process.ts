import { expit, logit } from "../distributions/logit.ts";
import { type ArmCounts, counted, countOf } from "./arm-counts.ts";
import { logAverage } from "./log-average.ts";

/**
 * One-sided test of a challenger against a champion that may be looked at any time: the two-sample Bernoulli
 * block e-process of Turner, Ly and Gruenwald, "Generic E-variables for exact sequential k-sample tests that
 * allow for optional stopping" (JSPI 2024), https://arxiv.org/abs/2106.02693; one-sided nulls:
 * https://arxiv.org/abs/2203.09785.
 *
 * The e-value of a look is fixed by what was known before it, so the product over looks stays a fair bet against
 * "the arms are equal" whatever the weights and however the base rate drifts between looks.
 */
export interface EProcess {
  readonly direction: "better" | "worse";
  /** Smallest difference that matters, logit scale, above 0. */
  readonly minimumEffectLogit: number;
  /** Past of both arms together, the seed included: what the next look's prediction is made of. */
  readonly past: { readonly trials: number; readonly successes: number };
  /** Natural logarithms of three times stake times product, for a difference of 1/2, 1 and 2 minimum effects. */
  readonly logProducts: readonly [number, number, number];
}

/** The capital bet on a difference of 1/2, 1 and 2 minimum effects; together 1. */
type Stakes = readonly [number, number, number];
const evenStakes: Stakes = [1 / 3, 1 / 3, 1 / 3];

/** Far beyond the logit distance between the two clamped edges: keeps odds within what a double can hold. */
const largestEffect = 40;

/**
 * Starts a process.
 *
 * @param seed.championRate share of successes of the champion before the trial, 0 to 1
 * @param seed.seedWeight how many trials that share counts for; about 100
 * @param seed.minimumEffectLogit see `logitDifference`
 * @param seed.stakes how the capital is spread over the three differences, evenly when not given. Any spread that is fixed
 *   before the first look is valid; more on one finds that difference sooner and the others later.
 * @param seed.direction "better": evidence that the challenger's rate is higher; "worse": that it is lower
 */
export function startEProcess(seed: {
  readonly championRate: number;
  readonly seedWeight: number;
  readonly minimumEffectLogit: number;
  readonly direction: "better" | "worse";
  readonly stakes?: Stakes;
}): EProcess {
  const [half, one, two] = seed.stakes ?? evenStakes;
  const trials = countOf(seed.seedWeight);
  const rate = Number.isNaN(seed.championRate) ? 0.5 : Math.min(1, Math.max(0, seed.championRate));
  return {
    direction: seed.direction,
    minimumEffectLogit: Math.min(largestEffect, Math.abs(seed.minimumEffectLogit) || 0),
    past: { trials, successes: trials * rate },
    // The average of the three is the evidence, so a product starts at three times its stake.
    logProducts: [Math.log(3 * half), Math.log(3 * one), Math.log(3 * two)],
  };
}

/** The process after one more look. A look in which an arm is empty leaves the evidence as it was. */
export function updateEProcess(
  process: EProcess,
  look: { readonly champion: ArmCounts; readonly challenger: ArmCounts },
): EProcess {
  const { past, minimumEffectLogit, logProducts } = process;
  const champion = counted(look.champion);
  const challenger = counted(look.challenger);
  const centre = logit(past.trials > 0 ? past.successes / past.trials : 0.5);
  const sign = process.direction === "better" ? 1 : -1;
  const grown = (product: number, effects: number) => {
    const half = (sign * effects * minimumEffectLogit) / 2;
    return product + blockLogE(champion, challenger, expit(centre - half), expit(centre + half));
  };
  return {
    ...process,
    past: {
      trials: past.trials + champion.trials + challenger.trials,
      successes: past.successes + champion.successes + challenger.successes,
    },
    logProducts: [grown(logProducts[0], 0.5), grown(logProducts[1], 1), grown(logProducts[2], 2)],
  };
}

/** Natural logarithm of the process's e-value, the average of its three products. Compare with `decisionLine`. */
export function logE(process: EProcess): number {
  return logAverage(process.logProducts);
}

/**
 * Natural logarithm of one look's e-value, for predicted success rates tA and tB strictly between 0 and 1:
 * sA ln(tA/t0) + (nA-sA) ln((1-tA)/(1-t0)) + the same for B, with t0 = (nA tA + nB tB)/(nA + nB).
 * 0 when an arm is empty: t0 is then the prediction for the other arm.
 */
export function blockLogE(a: ArmCounts, b: ArmCounts, tA: number, tB: number): number {
  if (a.trials <= 0 || b.trials <= 0) return 0;
  const trials = a.trials + b.trials;
  const t0 = (a.trials * tA + b.trials * tB) / trials;
  const f0 = (a.trials * (1 - tA) + b.trials * (1 - tB)) / trials;
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
