import { logE, startEProcess, updateEProcess } from "../../../stats/sequential/block-e-process.ts";
import type { Referee } from "../../../vocabulary/state.ts";
import type { ChampionHistory } from "../../../vocabulary/trial/champion-history.ts";
import type { CohortCounts } from "../../../vocabulary/trial/look-metrics.ts";

/** A difference in the share of requests that have an outcome which would matter. */
const smallestDifference = 0.05;
/** In so many standard errors the arms' shares of requests with an outcome must agree before anything is promoted... */
const alike = 3;
/** ...and where not all requests get one, so many must fit into the smallest difference, for it to be seen. */
const visible = 3;
/** Of all requests but so many the champion's outcomes are told: nobody chooses then. */
const complete = 0.9;

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

/** Whether an outcome is told of each of the champion's requests once it is old enough, as far as its day before shows; taken to where an entry of before 0.2 does not say. */
export function labelsAreComplete({ labelled = 1 }: ChampionHistory): boolean {
  return labelled >= complete;
}

/** How shares may differ. */
interface Tolerance {
  readonly designEffect: number;
  /**
   * A difference of rates that matters: a part of the requests that is smaller than half of it cannot make it. Without it the
   * few requests whose answer and outcome fall into different periods would be a difference where all others have theirs.
   */
  readonly matters: number;
}

/**
 * True when outcomes are told of the same part of both arms' requests, as far as chance lets one see. Shares are compared
 * within each division of the traffic, because the challenger's requests are younger on the whole (Mantel and Haenszel
 * 1959, https://doi.org/10.1093/jnci/22.4.719).
 */
export function labelledAlike(cohorts: readonly Matured[], tolerance: Tolerance): boolean {
  const { difference, error } = differenceOf(cohorts, tolerance.designEffect);
  return difference <= Math.max(alike * error, tolerance.matters / 2);
}

/** True where that is so of so many requests that a difference which matters would have shown. */
export function surelyLabelledAlike(matured: Matured, tolerance: Tolerance): boolean {
  const { error } = differenceOf([matured], tolerance.designEffect);
  return labelledAlike([matured], tolerance) && visible * error <= smallestDifference;
}

function differenceOf(cohorts: readonly Matured[], designEffect: number) {
  let [weight, difference, variance] = [0, 0, 0];
  for (const cohort of cohorts) {
    const [one, other] = [labelled(cohort.champion), labelled(cohort.challenger)];
    if (one.trials === 0 || other.trials === 0) continue;
    const trials = one.trials + other.trials;
    const rate = (one.successes + other.successes) / trials;
    const part = (one.trials * other.trials) / trials;
    weight += part;
    difference += part * (other.successes / other.trials - one.successes / one.trials);
    variance += part * rate * (1 - rate) * designEffect;
  }
  if (weight === 0) return { difference: 0, error: 0 };
  return { difference: Math.abs(difference) / weight, error: Math.sqrt(variance) / weight };
}

function labelled({ requests, trials }: CohortCounts) {
  return { trials: requests, successes: Math.min(requests, trials) };
}
