import { bisect } from "../bisect.ts";
import { logGamma } from "../distributions/log-gamma.ts";
import { type ArmCounts, counted, countOf } from "./arm-counts.ts";
import { logAverage } from "./log-average.ts";

/**
 * One-sided test of one stream of events against a fixed limit, that may be looked at any time: evidence against "each
 * event happens with a chance of at most the limit, whatever happened before". A bettor stakes a part of the capital on
 * every event; the capital is the evidence (Waudby-Smith and Ramdas, "Estimating means of bounded random variables by
 * betting", JRSS B 2024, https://arxiv.org/abs/2010.09686). Of a stake that is fixed for an alternative rate q the capital
 * is the likelihood ratio of q and the limit, so counts are all that is needed. The chances may wander below the limit as
 * they like; Ville's inequality bounds the chance that the evidence ever reaches ln(1/alpha) by alpha.
 */
export interface RateRiseProcess {
  /** Share of events, 0 to 1, that is not more than it was. */
  readonly limit: number;
  /** Smallest rise above the limit that is looked for, as a share. */
  readonly rise: number;
  /** Natural logarithms of the capital staked on a rise of 1/2, 1 and 2. */
  readonly logProducts: readonly [number, number, number];
}

/** Rates are kept this far from 0 and 1, so that every bet has finite odds. */
const edge = 1e-6;

export function startRateRise({
  limit,
  rise,
}: {
  readonly limit: number;
  readonly rise: number;
}): RateRiseProcess {
  return { limit: inside(limit), rise: countOf(rise), logProducts: [0, 0, 0] };
}

/** The process after more trials, of which so many were events. */
export function updateRateRise(process: RateRiseProcess, look: ArmCounts): RateRiseProcess {
  const { limit, rise, logProducts } = process;
  const { trials, successes: events } = counted(look);
  const grown = (product: number, rises: number) => {
    const rate = Math.max(limit, inside(limit + rises * rise));
    return product + events * Math.log(rate / limit) + (trials - events) * Math.log((1 - rate) / (1 - limit));
  };
  return {
    limit,
    rise,
    logProducts: [grown(logProducts[0], 0.5), grown(logProducts[1], 1), grown(logProducts[2], 2)],
  };
}

/**
 * Natural logarithm of the process's e-value. Compare with `decisionLine`.
 *
 * @param designEffect see `logE` in block-e-process.ts
 */
export function rateRiseEvidence({ logProducts }: RateRiseProcess, designEffect = 1): number {
  return logAverage(logProducts.map((product) => product / designEffect));
}

/**
 * The upper end of a confidence sequence for a rate, by the method of mixtures (Robbins, Annals of Mathematical Statistics
 * 1970, https://doi.org/10.1214/aoms/1177696786) with a uniform mixture: however long is counted and whatever ends the
 * counting, the rate is above it with probability alpha at most. 1 when nothing was counted.
 */
export function upperRate(counts: ArmCounts, alpha: number): number {
  const { trials, successes: events } = counted(counts);
  if (trials === 0) return 1;
  const line = -Math.log(alpha);
  const mixture = logGamma(events + 1) + logGamma(trials - events + 1) - logGamma(trials + 2);
  const evidence = (rate: number) =>
    mixture - weighted(events, Math.log(rate)) - weighted(trials - events, Math.log1p(-rate));
  return bisect(events / trials, 1, (rate) => evidence(rate) < line);
}

function weighted(times: number, logarithm: number): number {
  return times === 0 ? 0 : times * logarithm;
}

function inside(rate: number): number {
  return Math.min(1 - edge, Math.max(edge, countOf(rate)));
}
