import { expit, logit } from "../distributions/logit.ts";
import { logAverage } from "./log-average.ts";

/** What both arms were served while one share was asked for. */
export interface ServedPart {
  /** The challenger's share that was asked for, above 0 and below 1. */
  readonly asked: number;
  readonly champion: number;
  readonly challenger: number;
}

interface Tolerance {
  /** So many of its requests the challenger may have more or fewer, beside the champion, before it matters; a share. */
  readonly tolerance: number;
  /** So many counts carry the information of one that is assigned by itself; 1 or more. */
  readonly designEffect?: number;
}

/** Mismatches that are bet on: the challenger's odds are so many times those that are tolerated, or so many times smaller. */
const bets = [1.03, 1.1, 1.4, 4] as const;

/**
 * Evidence that traffic was not divided as it was asked for, natural logarithm of an e-value that may be looked at any time:
 * bets against "each count went to the challenger with the chance that was asked for", whose odds may be off by the
 * tolerance. A bet is the likelihood ratio of a mismatch that is fixed before and the nearest tolerated share, which no
 * tolerated share makes grow; both sides' bets are averaged, so Ville's inequality bounds the chance that the evidence ever
 * reaches ln(1/alpha) by alpha. Counts of several shares are put together by their odds: who loses a tenth of the requests
 * loses it at 5% and at 50%. After Lindon and Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022,
 * https://arxiv.org/abs/2011.03567, whose mixture has no tolerance.
 *
 * @param tolerance.designEffect see `logE` in block-e-process.ts
 */
export function splitEvidence(
  parts: readonly ServedPart[],
  { tolerance, designEffect = 1 }: Tolerance,
): number {
  const products = [1, -1].flatMap((side) =>
    bets.map((bet) =>
      parts.reduce((sum, part) => sum + growth(part, (1 + tolerance) ** side, bet ** side), 0),
    ),
  );
  return logAverage(products.map((product) => product / designEffect));
}

/**
 * What the evidence would be if the challenger had been served so many times the requests that it should have, beside the
 * champion: whether a mismatch could have been seen by now.
 */
export function evidenceIfServed(times: number, parts: readonly ServedPart[], tolerance: Tolerance): number {
  const served = parts.map(({ asked, champion, challenger }) => {
    const share = shareAt(asked, times);
    const all = champion + challenger;
    return { asked, champion: all * (1 - share), challenger: all * share };
  });
  return splitEvidence(served, tolerance);
}

function growth({ asked, champion, challenger }: ServedPart, tolerated: number, bet: number): number {
  const limit = shareAt(asked, tolerated);
  const share = shareAt(asked, tolerated * bet);
  return challenger * Math.log(share / limit) + champion * Math.log((1 - share) / (1 - limit));
}

/** The share whose odds are so many times those of the one that was asked for. */
function shareAt(asked: number, times: number): number {
  return expit(logit(asked) + Math.log(times));
}
