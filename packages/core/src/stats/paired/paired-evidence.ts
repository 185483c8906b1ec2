import { countOf } from "../sequential/arm-counts.ts";
import { logAverage } from "../sequential/log-average.ts";

/** Requests that both arms answered, by who was right. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyChampion: number;
  readonly onlyChallenger: number;
  readonly neither: number;
}

export const noPairs: PairedCounts = { both: 0, onlyChampion: 0, onlyChallenger: 0, neither: 0 };

/** Parts of the capital that are bet on one request; fixed before, for small differences and large ones. */
const bets = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8] as const;

/**
 * Paired evidence that the challenger is right more often than the champion (or less often), natural logarithm of an e-value
 * that may be looked at any time. Of each request the difference d is 1 where the challenger alone was right, -1 where the
 * champion alone was, and 0 otherwise; the capital grows by 1 + b (d + margin) for a bet b, which is fair against "the
 * differences' mean is not above -margin, whatever happened before" (Waudby-Smith and Ramdas 2024,
 * https://arxiv.org/abs/2010.09686). Without a margin only the requests count on which the two differ, as in the test of
 * McNemar (1947, https://doi.org/10.1007/BF02295996), of which this is the sequential form: both answered the same request,
 * so what makes requests easy or hard is in neither arm's favour.
 *
 * @param margin the difference of the shares of right answers that does not matter, 0 or more: "not worse by that"
 * @param designEffect see `logE` in block-e-process.ts
 */
export function pairedEvidence(
  counts: PairedCounts,
  {
    is,
    margin = 0,
    designEffect = 1,
  }: { readonly is: "better" | "worse"; readonly margin?: number; readonly designEffect?: number },
): number {
  const [only, other] =
    is === "better"
      ? [countOf(counts.onlyChallenger), countOf(counts.onlyChampion)]
      : [countOf(counts.onlyChampion), countOf(counts.onlyChallenger)];
  const alike = countOf(counts.both) + countOf(counts.neither);
  const products = bets.map(
    (bet) =>
      only * Math.log1p(bet * (1 + margin)) +
      alike * Math.log1p(bet * margin) +
      other * Math.log1p(bet * (margin - 1)),
  );
  return logAverage(products.map((product) => product / designEffect));
}

/** The share of right answers of an arm. */
export function rightShare(counts: PairedCounts, arm: "champion" | "challenger"): number {
  const all = counts.both + counts.neither + counts.onlyChampion + counts.onlyChallenger;
  const only = arm === "champion" ? counts.onlyChampion : counts.onlyChallenger;
  return all > 0 ? (counts.both + only) / all : 0;
}
