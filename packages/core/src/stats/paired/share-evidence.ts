import { expit, logit } from "../distributions/logit.ts";
import { type ArmCounts, counted } from "../sequential/arm-counts.ts";
import { logAverage } from "../sequential/log-average.ts";

/** Odds that are bet on: so many times those of the limit, or so many times smaller. */
const bets = [1.15, 1.4, 2, 4, 16] as const;

/**
 * Evidence that a share lies on one side of a limit, natural logarithm of an e-value that may be looked at any time: bets
 * against "each trial succeeds with a chance that is not above (or not below) the limit, whatever happened before". A bet is
 * the likelihood ratio of a share that is fixed before and the limit, and all bets are averaged; so the counts alone tell the
 * evidence, chances may wander on their side of the limit as they like, and Ville's inequality bounds the chance that it ever
 * reaches ln(1/alpha) by alpha (Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", JRSS B
 * 2024, https://arxiv.org/abs/2010.09686).
 *
 * @param limit above 0 and below 1
 * @param designEffect see `logE` in block-e-process.ts
 */
export function shareEvidence(
  counts: ArmCounts,
  {
    is,
    limit,
    designEffect = 1,
  }: { readonly is: "above" | "below"; readonly limit: number; readonly designEffect?: number },
): number {
  const { trials, successes } = counted(counts);
  const sign = is === "above" ? 1 : -1;
  const products = bets.map((bet) => {
    const share = expit(logit(limit) + sign * Math.log(bet));
    return successes * Math.log(share / limit) + (trials - successes) * Math.log((1 - share) / (1 - limit));
  });
  return logAverage(products.map((product) => product / designEffect));
}
