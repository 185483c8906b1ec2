import { logGamma } from "./log-gamma.ts";

/**
 * Probability of so many successes or fewer among independent trials, exact.
 *
 * @param successes 0 to `trials`
 * @param rate of success, between 0 and 1
 */
export function binomialLowerTail(successes: number, trials: number, rate: number): number {
  if (successes >= trials || rate <= 0) return 1;
  if (rate >= 1) return 0;
  const [log, logOther] = [Math.log(rate), Math.log1p(-rate)];
  const ways = (count: number) => logGamma(trials + 1) - logGamma(count + 1) - logGamma(trials - count + 1);
  let probability = 0;
  for (let count = 0; count <= successes; count += 1) {
    probability += Math.exp(ways(count) + count * log + (trials - count) * logOther);
  }
  return Math.min(1, probability);
}
