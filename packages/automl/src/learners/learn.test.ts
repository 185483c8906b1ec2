import { describe, expect, it } from "vitest";
import { seededRandom } from "../random.ts";
import type { Examples } from "./examples.ts";
import { type Algorithm, algorithms, learn, predict } from "./learn.ts";

const forest = { trees: "30", max_depth: "8", min_samples_leaf: "2", max_features: "1" };
const settings: Readonly<Record<Algorithm, Readonly<Record<string, string>>>> = {
  "linear-learner": { l2: "0.0001" },
  randomforest: forest,
  "extra-trees": forest,
  xgboost: {
    num_round: "40",
    eta: "0.2",
    max_depth: "3",
    lambda: "1",
    min_child_weight: "1",
    subsample: "0.9",
  },
};

/** Three features of which the first two tell what is to be learnt, in a straight line. */
function examples(classes: number, rows: number, seed: number): Examples {
  const random = seededRandom(seed);
  const share = () => random.below(1000) / 1000;
  const features = Array.from({ length: rows }, () => Float64Array.of(share(), share(), share()));
  return {
    classes,
    rows: features,
    targets: Float64Array.from(features, ([first = 0, second = 0]) => {
      const sum = first + second;
      return classes === 0 ? sum : Math.min(Math.floor((sum / 2) * classes), classes - 1);
    }),
  };
}

describe.each(algorithms)("%s", (algorithm) => {
  it("learns a number far better than its mean", () => {
    const model = learn(algorithm, examples(0, 400, 1), settings[algorithm]);
    const unseen = examples(0, 200, 2);
    const errors = unseen.rows.map(
      (row, index) => (predict(model, row)[0] ?? 0) - (unseen.targets[index] ?? 0),
    );
    const error = errors.reduce((sum, each) => sum + each ** 2, 0) / errors.length;
    // The variance of the sum of two uniform numbers is a sixth.
    expect(error).toBeLessThan(1 / 60);
  });

  it.each([2, 3])("learns %i classes, with chances that are shares of one", (classes) => {
    const model = learn(algorithm, examples(classes, 400, 1), settings[algorithm]);
    const unseen = examples(classes, 200, 2);
    const chances = unseen.rows.map((row) => predict(model, row));
    for (const each of chances) {
      expect(each).toHaveLength(classes);
      expect(each.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10);
    }
    const right = chances.filter((each, index) => each.indexOf(Math.max(...each)) === unseen.targets[index]);
    expect(right.length / 200).toBeGreaterThan(0.8);
  });

  it("learns the same again", () => {
    const again = () => learn(algorithm, examples(2, 200, 3), settings[algorithm]);
    expect(again()).toEqual(again());
  });

  it("refuses a hyperparameter that is missing", () => {
    expect(() => learn(algorithm, examples(0, 20, 1), {})).toThrow();
  });
});
