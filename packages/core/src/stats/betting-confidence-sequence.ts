import { bisect } from "./bisect.ts";

/** No bet risks more than this share of what could be lost, so that the capital never runs out. */
const mostAtRisk = 0.5;

/**
 * Confidence sequence for the mean of rewards between 0 and 1: with probability 1 - alpha it holds the true mean at
 * every look at once, whatever the rewards' distribution. Capital is bet on and against each mean m; a mean against
 * which it grew to 2/alpha is left out:
 *
 * K+(m) = product of (1 + min(bet, 0.5/m)(x - m)), K-(m) = product of (1 - min(bet, 0.5/(1 - m))(x - m)), keep m with
 * max(K+, K-)/2 < 1/alpha; bet = sqrt(2 ln(2/alpha) / (v t ln(t + 1))), v the variance so far, started at 1/4.
 * The hedged capital process of Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting",
 * JRSSB 2024, https://arxiv.org/abs/2010.09686, section 4.4.
 *
 * The bet is fixed before a look for the whole look, so the order of rewards within a look changes nothing; with one
 * reward a look it is the published process. Time and memory grow with the rewards.
 *
 * @param looks rewards, look by look; below 0 counts as 0, above 1 as 1, NaN, which tells nothing, is left out
 * @returns 0 to 1 when there were no rewards
 */
export function bettingConfidenceSequence(
  looks: readonly (readonly number[])[],
  alpha: number,
): { readonly lower: number; readonly upper: number } {
  const staked = stakes(looks, alpha);
  const line = Math.log(2 / alpha);
  // Both capitals are monotone in m, each the other way.
  const tooLow = (mean: number) => logCapital(staked, mean, 1) >= line;
  const tooHigh = (mean: number) => logCapital(staked, mean, -1) >= line;
  return {
    lower: tooLow(Number.MIN_VALUE) ? bisect(0, 1, tooLow) : 0,
    upper: tooHigh(1 - Number.EPSILON / 2) ? bisect(0, 1, (mean) => !tooHigh(mean)) : 1,
  };
}

interface Stake {
  readonly bet: number;
  readonly reward: number;
}

function stakes(looks: readonly (readonly number[])[], alpha: number): readonly Stake[] {
  const staked: Stake[] = [];
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const look of looks) {
    const rewards = look.filter((reward) => !Number.isNaN(reward)).map((reward) => within(reward));
    const variance = (1 / 4 + squares) / (count + 1);
    const bet = Math.sqrt((2 * Math.log(2 / alpha)) / (variance * (count + 1) * Math.log(count + 2)));
    count += rewards.length;
    // Ascending, so that sums round alike in whatever order the rewards came.
    for (const reward of rewards.sort((one, other) => one - other)) {
      sum += reward;
      staked.push({ bet, reward });
    }
    const mean = (1 / 2 + sum) / (count + 1);
    for (const reward of rewards) squares += (reward - mean) ** 2;
  }
  return staked;
}

function logCapital(staked: readonly Stake[], mean: number, sign: 1 | -1): number {
  const room = sign > 0 ? mean : 1 - mean;
  let capital = 0;
  for (const { bet, reward } of staked) {
    capital += Math.log1p(sign * Math.min(bet, mostAtRisk / room) * (reward - mean));
  }
  return capital;
}

function within(reward: number): number {
  return Math.min(1, Math.max(0, reward));
}
