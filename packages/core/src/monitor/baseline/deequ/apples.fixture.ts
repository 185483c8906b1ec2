import { normalQuantile } from "../../../stats/distributions/normal.ts";
import { seededIntegers } from "../../../stats/random.ts";

/** A made-up sorting line of apples: two features with one slip of the pen each, ties, texts and missing values. */
export const appleColumns = ["weight", "firmness", "acidity", "bruises", "orchard"];
const trainedApples = 6_000;

export type Apple = readonly (number | string | null)[];

/**
 * @param seed the same seed gives the same apples
 * @param drift what weight is multiplied by, and how many standard deviations are added to firmness
 */
export function applesOf(
  count: number,
  seed: number,
  drift: { readonly weight: number; readonly firmness: number } = { weight: 1, firmness: 0 },
): readonly Apple[] {
  const random = seededIntegers(seed);
  const uniform = () => (random() + 0.5) / 2 ** 32;
  const normal = () => normalQuantile(uniform());
  return Array.from({ length: count }, () => [
    rounded(drift.weight * Math.exp(5 + 0.25 * normal())),
    rounded(7 + 1.2 * (normal() + drift.firmness)),
    uniform() < 0.03 ? null : rounded(0.6 + 0.1 * normal()),
    uniform() < 0.55 ? 0 : Math.ceil(-3 * Math.log(uniform())),
    uniform() < 0.5 ? "hill" : uniform() < 0.8 ? "river" : "road",
  ]);
}

/** The rows of the training set: the last two have a weight in milligrams, and a firmness without its point. */
export function trainingApples(): readonly Apple[] {
  const apples = applesOf(trainedApples - 2, 20);
  return [...apples, [151_730, 6.31, 0.58, 0, "hill"], [148.2, 712, 0.61, 2, "river"]];
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
