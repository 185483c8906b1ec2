import { describe, expect, it } from "vitest";
import { monitorEnvironment } from "../container/monitor-environment.ts";
import { type Given, variablesOf } from "../testing/in-container.ts";
import { analyzeModelQuality } from "./analyze-model-quality.ts";

type Variables = Readonly<Record<string, string>>;

async function analyze(given: Given) {
  const variables = { analysis_type: "MODEL_QUALITY", ...given.variables };
  const { analysis } = await analyzeModelQuality(monitorEnvironment(variablesOf({ ...given, variables })));
  return analysis;
}

const regression: Variables = {
  problem_type: "Regression",
  ground_truth_attribute: "low",
  inference_attribute: "guess",
};
const binary: Variables = {
  problem_type: "BinaryClassification",
  ground_truth_attribute: "_c0",
  probability_attribute: "1",
  probability_threshold_attribute: "0.7",
  dataset_format: '{"csv": {"header": false}}',
};

/** As many answers as there are errors, in turn. */
function nights(errors: readonly number[], count = 200): string {
  return `low,guess\n${Array.from({ length: count }, (_, row) => `${row % 7},${(row % 7) + (errors[row % errors.length] ?? 0)}`).join("\n")}`;
}

describe("model quality", () => {
  it("has the errors of a regression", async () => {
    const { files } = await analyze({ data: nights([1, -1, 3, 0]), variables: regression });
    expect(files["statistics.json"]).toMatchObject({
      dataset: { item_count: 200 },
      regression_metrics: { mae: { value: 1.25 }, mse: { value: 2.75 }, rmse: { value: Math.sqrt(2.75) } },
    });
    expect(files["constraints.json"]).toMatchObject({
      regression_constraints: {
        mae: { threshold: 1.25, comparison_operator: "GreaterThanThreshold" },
        r2: { comparison_operator: "LessThanThreshold" },
      },
    });
  });

  it("has the classes that scores stand for, from the threshold on", async () => {
    const data = ["1,0.9", "1,0.7", "1,0.6", "0,0.8", "0,0.1"].join("\n");
    const { files } = await analyze({ data, variables: binary });
    expect(files["statistics.json"]).toMatchObject({
      binary_classification_metrics: {
        confusion_matrix: { "0": { "0": 1, "1": 1 }, "1": { "0": 1, "1": 2 } },
        recall: { value: 2 / 3, standard_deviation: "NaN" },
        // Of six pairs of a positive and a negative, four have the positive's score higher.
        auc: { value: 4 / 6 },
      },
    });
  });

  it("has the shares of several classes", async () => {
    const data = "class,answer\nsun,sun\nsun,rain\nrain,rain\nfog,fog\n";
    const variables = {
      problem_type: "MulticlassClassification",
      ground_truth_attribute: "class",
      inference_attribute: "answer",
    };
    const { files } = await analyze({ data, variables });
    expect(files["statistics.json"]).toMatchObject({
      multiclass_classification_metrics: { accuracy: { value: 0.75 }, weighted_recall: { value: 0.75 } },
    });
  });

  it("is violated where it is worse than the constraints by more than chance, and not where it is better", async () => {
    const { files } = await analyze({ data: nights([1, -1, 2, 0]), variables: regression });
    const constraints = files["constraints.json"];
    const of = async (errors: readonly number[]) =>
      (await analyze({ data: nights(errors), variables: regression, constraints })).violations;
    expect(await of([1, -1, 2, 0])).toEqual([]);
    expect(await of([1, -1, 1, 0])).toEqual([]);
    expect(await of([2, -2, 3, 1])).toContainEqual({
      constraint_check_type: "GreaterThanThreshold",
      description: expect.stringMatching(/^Metric mae with 2 \+\/- 0\.\d+ was GreaterThanThreshold '1'$/),
      metric_name: "mae",
    });
  });

  it.each([
    [
      { ...regression, problem_type: "Ranking" },
      /^problem_type: is "Ranking"; expected Regression, BinaryClassification/,
    ],
    [
      { ...regression, inference_attribute: "answer" },
      /^inference_attribute names "answer", which is no column of the data set; it has low, guess\.$/,
    ],
    [
      { problem_type: "Regression", ground_truth_attribute: "low" },
      /^inference_attribute: is missing; expected the column of what the model answered$/,
    ],
  ])("cannot be told by %j", async (variables, message) => {
    await expect(analyze({ data: nights([1]), variables })).rejects.toThrow(message);
  });
});
