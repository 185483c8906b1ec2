import { describe, expect, it } from "vitest";
import { fitModel, type judge, type Model, withoutTarget } from "../model/model.ts";
import { prepareData } from "../preparation/prepare-data.ts";
import { explainability } from "../reports/explainability.ts";
import { tides } from "../testing/tides.ts";
import { answer } from "./answer.ts";
import { responseKeys } from "./response-keys.ts";

function modelOf(target: "height" | "out", mode: Model["mode"] = "ENSEMBLING") {
  const made = prepareData(tides(target, 600), null, { target, problemType: null, validationFraction: 0.2 });
  const recipe = { algorithm: "linear-learner", mode, settings: { l2: "0.0001" } } as const;
  const model = fitModel(made.analysis, withoutTarget(made.training, target), recipe);
  return { model, validation: withoutTarget(made.validation, target) };
}

const ask = (model: Model, body: string, output = "predicted_label", contentType = "text/csv") =>
  answer(model, responseKeys(output, model), { contentType, body });

const { model: out, validation } = modelOf("out");

describe("the answer", () => {
  it("has a row for each row, with what is asked for", () => {
    const { status, body } = ask(
      out,
      "3.9,north,a\n0.1,south,b\n",
      "predicted_label,probability,labels,probabilities",
    );
    expect(status).toBe(200);
    const [first, second] = body.split("\n");
    expect(first).toMatch(/^yes,(0\.9\d+),"\['no', 'yes'\]","\[\S+, \1\]"$/);
    expect(second).toMatch(/^no,(0\.9\d+),"\['no', 'yes'\]","\[\1, \S+\]"$/);
  });

  it("has the chance of the positive class in the mode HYPERPARAMETER_TUNING", () => {
    const { model } = modelOf("out", "HYPERPARAMETER_TUNING");
    expect(Number(ask(model, "0.1,south,b", "probability").body)).toBeLessThan(0.1);
  });

  it("is a number of a regression", () => {
    const { model } = modelOf("height");
    expect(Number(ask(model, "2,north,a").body)).toBeCloseTo(7.1, 0);
    expect(() => responseKeys("probability", model)).toThrow(
      'SAGEMAKER_INFERENCE_OUTPUT names "probability"; a model of Regression answers predicted_label.',
    );
  });

  it("takes missing values and words that were never seen", () => {
    expect(ask(out, ",west,a").status).toBe(200);
  });

  it.each([
    [415, "{}", 'The content type is "application/json"; this model reads text/csv.', "application/json"],
    [
      400,
      "1,north\n",
      "Row 1 has 2 values; expected 3, swell,berth,ship, without the target out.",
      "text/csv",
    ],
    [400, "swell,berth,ship\n1,north,a\n", "Row 1 is the header; expected rows of values alone.", "text/csv"],
    [400, "calm,north,a\n", 'The column "swell" has the value "calm"; expected a number.', "text/csv"],
    [400, "", "The request has no rows.", "text/csv"],
  ])("is %i to %j", (status, body, message, contentType) => {
    expect(ask(out, body, "predicted_label", contentType)).toEqual({ status, body: message });
  });
});

it("explains what a model goes by: what it needs most is missed most", () => {
  const loss = (judged: ReturnType<typeof judge>) =>
    judged.filter(({ label, target }) => label !== target).length / judged.length;
  const report = explainability(out, validation, loss);
  expect(report).toMatchObject({ rows: 120, explanations: { permutation_importance: { ship: 0 } } });
  expect(report).toEqual(explainability(out, validation, loss));
  const { swell = 0, berth = 0 } = Object(report).explanations.permutation_importance;
  expect(swell).toBeGreaterThan(berth);
  expect(berth).toBeGreaterThan(0.05);
});
