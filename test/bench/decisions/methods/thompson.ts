import { normalCdf } from "@driftwheel/core/stats/distributions/normal.ts";
import type { ArmCounts } from "@driftwheel/core/stats/sequential/arm-counts.ts";
import { probabilityBetter } from "../../statistics/probability-better.ts";
import { type Method, Totals } from "./method.ts";

/** A bandit that is also asked to decide: each arm gets the share with which it is the better one. */
export const thompson: Method = {
  name: "Thompson, stop at 95%",
  looksFor: "a difference",
  about:
    "Beta(1 + s, 1 + f) posteriors; weights by the probability of being better; stopped when it leaves 5% to 95%",
  source: "Thompson 1933, https://doi.org/10.1093/biomet/25.3-4.285",
  start: () => {
    const totals = new Totals();
    let probability = 0.5;
    return {
      weight: () => probability,
      judge: ({ arms }) => {
        totals.add(arms);
        probability = better(totals.champion, totals.challenger);
        if (probability > 0.95) return "promote";
        return probability < 0.05 ? "roll-back" : null;
      },
    };
  },
};

/** Posteriors of many counts are normal on the logit scale to three digits, and much quicker. */
function better(a: ArmCounts, b: ArmCounts): number {
  const counts = [a.successes, a.trials - a.successes, b.successes, b.trials - b.successes];
  if (counts.some((count) => count < 30)) return probabilityBetter(a, b);
  const moments = (arm: ArmCounts) => {
    const [good, bad] = [1 + arm.successes, 1 + arm.trials - arm.successes];
    return { mean: Math.log((good - 0.5) / (bad - 0.5)), variance: 1 / good + 1 / bad };
  };
  const [one, other] = [moments(a), moments(b)];
  return normalCdf((other.mean - one.mean) / Math.sqrt(one.variance + other.variance));
}
