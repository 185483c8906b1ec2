import { logE, startEProcess, updateEProcess } from "../../stats/sequential/block-e-process.ts";
import type { CohortCounts } from "../../vocabulary/look-metrics.ts";
import type { Referee } from "../../vocabulary/state.ts";

/** A difference in the share of requests that have an outcome which would matter. */
const smallestDifference = 0.05;
/** In so many standard errors the arms' shares of requests with an outcome must agree before anything is promoted. */
const alike = 3;

type Matured = { readonly champion: CohortCounts; readonly challenger: CohortCounts };

/**
 * Whether outcomes are told of the same kind of requests in both arms. Where they come for positives only, or for chosen
 * requests, a worse challenger may be asked about its best answers alone: a difference in how many requests have an outcome
 * is how one notices. Requests count that are old enough to have theirs.
 */
export function startLabels(): Referee["labels"] {
  const start = (direction: "better" | "worse") =>
    startEProcess({
      championRate: 0.5,
      seedWeight: 1,
      minimumEffect: smallestDifference,
      scale: "rate",
      direction,
    });
  return { more: start("better"), fewer: start("worse") };
}

export function updateLabels(labels: Referee["labels"], matured: Matured): Referee["labels"] {
  const champion = labelled(matured.champion);
  const challenger = labelled(matured.challenger);
  const reading = {
    blocks: [{ champion, challenger }],
    settled: {
      trials: champion.trials + challenger.trials,
      successes: champion.successes + challenger.successes,
    },
  };
  return { more: updateEProcess(labels.more, reading), fewer: updateEProcess(labels.fewer, reading) };
}

/** Evidence that one arm has outcomes of more of its requests than the other, natural logarithm of an e-value. */
export function labelsOf({ more, fewer }: Referee["labels"], designEffect: number): number {
  return Math.max(logE(more, designEffect), logE(fewer, designEffect));
}

/** True unless the arms' shares of requests with an outcome differ by more than chance lets them. */
export function labelledAlike({ champion, challenger }: Matured, designEffect: number): boolean {
  const [one, other] = [labelled(champion), labelled(challenger)];
  if (one.trials === 0 || other.trials === 0) return true;
  const rate = (one.successes + other.successes) / (one.trials + other.trials);
  const error = Math.sqrt(rate * (1 - rate) * (1 / one.trials + 1 / other.trials) * designEffect);
  const difference = other.successes / other.trials - one.successes / one.trials;
  return Math.abs(difference) <= alike * error + 1e-9;
}

function labelled({ requests, trials }: CohortCounts) {
  return { trials: requests, successes: Math.min(requests, trials) };
}
