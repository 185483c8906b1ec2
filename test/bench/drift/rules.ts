import { bisect } from "@driftwheel/core/stats/bisect.ts";
import { normalQuantile } from "@driftwheel/core/stats/distributions/normal.ts";
import { cusumReference } from "@driftwheel/core/stats/sequential/clipped-cusum.ts";
import { markovRunLength } from "../statistics/cusum-markov-chain.ts";

/** Says of one standard normal score after another whether it alarms. */
export type Rule = () => (score: number) => boolean;

/** No score of any use is beyond this: the chain of a CUSUM that is not clipped. */
const unclipped = 20;

/** The CUSUM of scores as they are, Moustakides' optimum (1986, https://doi.org/10.1214/aos/1176350164). */
export function cusumRule(line: number): Rule {
  return () => {
    let sum = 0;
    return (score) => {
      sum = Math.max(0, sum + score - cusumReference);
      return sum >= line;
    };
  };
}

/** The line at which scores that are not clipped alarm once in `runLength`. */
export function exactLine(runLength: number): number {
  const states = 120;
  const length = (line: number) =>
    markovRunLength({ line, k: cusumReference, clip: unclipped, shift: 0, states });
  let [low, high] = [0, 15];
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (length(middle) < runLength) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** An alarm for each score that is exceeded once in `runLength`. */
export function oneAlarmRule(runLength: number): Rule {
  const threshold = -normalQuantile(1 / runLength);
  return () => (score) => score >= threshold;
}

/** An alarm for three such scores in a row; the mean wait for three is (1 - p^3) / ((1 - p) p^3). */
export function threeInARowRule(runLength: number): Rule {
  const share = bisect(0, 1, (p) => (1 - p ** 3) / ((1 - p) * p ** 3) > runLength);
  const threshold = -normalQuantile(share);
  return () => {
    let inARow = 0;
    return (score) => {
      inARow = score >= threshold ? inARow + 1 : 0;
      return inARow >= 3;
    };
  };
}
