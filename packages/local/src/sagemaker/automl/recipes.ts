import { seededRandom } from "../../random.ts";
import { drawCandidate } from "../tuning/candidates.ts";
import type { NumberRange } from "../tuning/request.ts";

export type Mode = "ENSEMBLING" | "HYPERPARAMETER_TUNING";

/** What a candidate is made with. */
export interface Recipe {
  readonly algorithm: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
}

interface Algorithm {
  /** Of the first candidate. */
  readonly usual: Readonly<Record<string, string>>;
  readonly integers?: readonly NumberRange[];
  readonly numbers: readonly NumberRange[];
}

const forest: Algorithm = {
  usual: { trees: "50", max_depth: "10", min_samples_leaf: "3", max_features: "0.5" },
  integers: [
    range("trees", 20, 60, "Linear"),
    range("max_depth", 6, 14, "Linear"),
    range("min_samples_leaf", 1, 10, "Logarithmic"),
  ],
  numbers: [range("max_features", 0.2, 1, "Linear")],
};

const algorithms: Readonly<Record<string, Algorithm>> = {
  "linear-learner": { usual: { l2: "0.001" }, numbers: [range("l2", 1e-5, 1, "Logarithmic")] },
  randomforest: forest,
  "extra-trees": { ...forest, usual: { ...forest.usual, max_features: "0.7" } },
  xgboost: {
    usual: {
      num_round: "60",
      eta: "0.15",
      max_depth: "4",
      lambda: "1",
      min_child_weight: "1",
      subsample: "0.9",
    },
    integers: [range("num_round", 30, 120, "Linear"), range("max_depth", 2, 6, "Linear")],
    numbers: [
      range("eta", 0.03, 0.4, "Logarithmic"),
      range("lambda", 0.1, 10, "Logarithmic"),
      range("min_child_weight", 0.5, 8, "Logarithmic"),
      range("subsample", 0.5, 1, "Linear"),
    ],
  },
};

/**
 * The service's algorithms by mode: those that are here, in the order in which they are tried, and those that are not.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AutoMLAlgorithmConfig.html
 */
export const algorithmsOf: Readonly<
  Record<Mode, { readonly here: readonly string[]; readonly notHere: readonly string[] }>
> = {
  ENSEMBLING: {
    here: ["xgboost", "linear-learner", "randomforest", "extra-trees"],
    notHere: ["catboost", "fastai", "lightgbm", "nn-torch"],
  },
  HYPERPARAMETER_TUNING: { here: ["xgboost", "linear-learner"], notHere: ["mlp"] },
};

/** The same for the same job. */
const seed = 1;

/** As many candidates as asked for: each algorithm in turn, first as it usually is, then with values that are drawn. */
export function recipesOf(names: readonly string[], count: number): readonly Recipe[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_each, index) => {
    const algorithm = names[index % names.length] ?? "";
    const known = algorithms[algorithm];
    if (known === undefined) throw new Error(`${algorithm} is no algorithm of AutoML jobs.`);
    const drawn =
      index < names.length
        ? {}
        : drawCandidate(
            {
              IntegerParameterRanges: [...(known.integers ?? [])],
              ContinuousParameterRanges: [...known.numbers],
              CategoricalParameterRanges: [],
            },
            random,
          );
    return { algorithm, hyperparameters: { ...known.usual, ...drawn } };
  });
}

function range(
  Name: string,
  low: number,
  high: number,
  ScalingType: NumberRange["ScalingType"],
): NumberRange {
  return { Name, MinValue: String(low), MaxValue: String(high), ScalingType };
}
