import { describe, expect, test } from "vitest";
import { columnsOf } from "../baseline/statistics-of.ts";
import type { Outcome } from "../quality/metrics/outcome.ts";
import { likelyClasses } from "./class-counter.ts";
import { estimateOf, estimateOfBaseline } from "./estimate.ts";
import type { Estimation } from "./estimation.ts";
import { fitEstimation } from "./fit-estimation.ts";
import nannyml from "./nannyml.fixture.json" with { type: "json" };
import { realisedCheck } from "./realised-check.ts";
import { answered, classified, countedIn, scored, trainedOn } from "./rows.fixture.ts";
import { toldEstimate } from "./told-estimate.ts";

const classifier = trainedOn(scored(20_000, 0.2, 1), "score");
const regression = trainedOn(answered(20_000, 0, 3), "answer");
/** What NannyML calls otherwise. */
const sameMetric: Readonly<Record<string, string>> = { specificity: "true_negative_rate", roc_auc: "auc" };

function learnt({ estimation }: typeof classifier): Estimation {
  if (!estimation) throw new Error("Nothing was learnt.");
  return estimation;
}

describe("without labels a classifier's metrics are estimated", () => {
  const counts = countedIn(classifier, scored(4_000, 0.9, 2), "score");
  const estimated = estimateOf(learnt(classifier), counts);

  test.each(Object.entries(nannyml.classes.estimated))(
    "as NannyML estimates them, within its sampling error: %s",
    (name, theirs) => {
      const ours = estimated?.get(sameMetric[name] ?? name);
      expect(Math.abs((ours?.value ?? Number.NaN) - theirs.value)).toBeLessThan(theirs.samplingError);
    },
  );

  test.each(Object.entries(nannyml.classes.realised))(
    "and turn out so, within three standard errors: %s",
    (name, realised) => {
      const { value = 0, standardError = 0 } = estimated?.get(sameMetric[name] ?? name) ?? {};
      expect(Math.abs(value - realised)).toBeLessThan(3 * standardError);
      expect(standardError).toBeGreaterThan(0.002);
      expect(standardError).toBeLessThan(0.03);
    },
  );

  test("though its scores alone say that it is better than it is", () => {
    const said =
      scored(4_000, 0.9, 2).reduce((sum, { score }) => sum + Math.max(score, 1 - score), 0) / 4_000;
    expect(said).toBeGreaterThan((estimated?.get("accuracy")?.value ?? 1) + 0.05);
  });
});

describe("without labels the metrics of several classes are estimated", () => {
  const columns = ["p_rain", "p_snow", "p_sun"];
  const several = trainedOn(classified(20_000, 0.2, 5), columns);
  const estimated = estimateOf(learnt(several), countedIn(several, classified(4_000, 0.9, 6), columns));
  const called = (name: string) =>
    name === "accuracy" ? name : `macro_${name === "roc_auc" ? "auc" : name}`;

  test.each(Object.entries(nannyml.several.estimated))(
    "as NannyML estimates them, within its sampling error: %s",
    (name, theirs) => {
      const ours = estimated?.get(called(name));
      expect(Math.abs((ours?.value ?? Number.NaN) - theirs.value)).toBeLessThan(theirs.samplingError);
    },
  );

  test.each(Object.entries(nannyml.several.realised))(
    "and turn out so, within three standard errors: %s",
    (name, realised) => {
      const { value = 0, standardError = 0 } = estimated?.get(called(name)) ?? {};
      expect(Math.abs(value - realised)).toBeLessThan(3 * standardError);
      expect(standardError).toBeGreaterThan(0.002);
      expect(standardError).toBeLessThan(0.03);
    },
  );

  test("of rows that each turn out as one class, whatever their calibrated probabilities add up to", () => {
    const { estimation } = several;
    if (estimation?.kind !== "multiclass") throw new Error("Nothing was learnt of classes.");
    const one = countedIn(several, classified(1, 0, 11), columns);
    const { confusion, bins } = likelyClasses(estimation, one);
    expect(confusion.flat().reduce((sum, count) => sum + count, 0)).toBeCloseTo(1, 12);
    expect(bins.flat().reduce((sum, { likely }) => sum + likely, 0)).toBeCloseTo(1, 12);
  });

  test("with standard errors that realised ones keep to, and are not far below", () => {
    const far = Array.from({ length: 60 }, (_, run) => {
      const rows = classified(1_000, 0.9, 3_000 + run);
      const found = estimateOf(learnt(several), countedIn(several, rows, columns))?.get("accuracy");
      const right = rows.filter(({ label, ...scores }) => {
        const highest = Math.max(...Object.values(scores));
        return Object.entries(scores).find(([, score]) => score === highest)?.[0] === `p_${label}`;
      });
      return ((found?.value ?? 0) - right.length / 1_000) / (found?.standardError ?? Number.NaN);
    });
    const spread = Math.sqrt(far.reduce((sum, one) => sum + one * one, 0) / far.length);
    expect(spread).toBeGreaterThan(0.6);
    expect(spread).toBeLessThan(1.25);
  });

  test("and a row of which one probability is missing, or beyond 1, counts for none", () => {
    const broken = [
      { p_rain: 0.2, p_snow: null, p_sun: 0.8 },
      { p_rain: 0.2, p_snow: 1.2, p_sun: 0.8 },
    ];
    expect(estimateOf(learnt(several), countedIn(several, broken, columns))).toBeNull();
    expect(estimateOfBaseline(learnt(several))?.get("accuracy")?.value).toBeGreaterThan(0.5);
    expect(
      toldEstimate(several, countedIn(several, classified(500, 0, 9), columns)).map(({ feature }) => feature),
    ).toEqual(["accuracy", "macro_f1"]);
  });

  test("by columns that are called as the classes are, and not where one has none or two", () => {
    const fit = (names: readonly string[]) => {
      const rows = classified(300, 0, 10).map((row) => [row.label, row.p_rain, row.p_snow, row.p_sun]);
      const [label, ...others] = columnsOf(rows, ["label", ...names]);
      if (!label) throw new Error("There is no label.");
      const labelled = { label, predictions: names, positive: "1", threshold: 0.5 };
      const fitted = fitEstimation(labelled, others, []);
      return fitted.ok && fitted.estimation.kind === "multiclass"
        ? fitted.estimation.classes.map(({ name, prediction }) => `${prediction} ${name}`)
        : null;
    };
    expect(fit(["snow", "probability of sun", "p_rain"])).toEqual([
      "snow snow",
      "probability of sun sun",
      "p_rain rain",
    ]);
    expect(fit(["p_rain", "q_rain", "p_sun"])).toBeNull();
    expect(fit(["train", "p_snow", "p_sun"])).toBeNull();
  });
});

describe("without labels a regression's errors are estimated", () => {
  const estimated = estimateOf(learnt(regression), countedIn(regression, answered(4_000, 0.5, 4), "answer"));

  test.each(Object.entries(nannyml.numbers.estimated))(
    "as NannyML estimates them, within its sampling error: %s",
    (name, theirs) => {
      expect(Math.abs((estimated?.get(name)?.value ?? Number.NaN) - theirs.value)).toBeLessThan(
        theirs.samplingError,
      );
    },
  );

  test.each(Object.entries(nannyml.numbers.realised))(
    "and turn out so, within three standard errors: %s",
    (name, realised) => {
      const { value = 0, standardError = 0 } = estimated?.get(name) ?? {};
      expect(Math.abs(value - realised)).toBeLessThan(3 * standardError);
    },
  );

  test("by categories too, and rows without a prediction count for nothing", () => {
    const rows = answered(4_000, 0, 5).map(({ answer, label }, row) => {
      const place = row % 2 === 0 ? "harbour" : "open sea";
      return { place, answer, label: row % 2 === 0 ? answer + 1 : label };
    });
    const baseline = trainedOn(rows, "answer");
    const harbour = rows.filter(({ place }) => place === "harbour");
    const counts = countedIn(baseline, [...harbour, { place: "harbour", answer: null, label: 0 }], "answer");
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(harbour.length);
    expect(estimateOf(learnt(baseline), counts)?.get("mae")?.value).toBeCloseTo(1, 1);
  });
});

describe("what was learnt", () => {
  test("gives back what the labelled rows had", () => {
    const accuracy =
      scored(20_000, 0.2, 1).filter(({ score, label }) => Number(score >= 0.5) === label).length / 20_000;
    expect(estimateOfBaseline(learnt(classifier))?.get("accuracy")?.value).toBeCloseTo(accuracy, 9);
  });

  test("is small, and a threshold parts bins", () => {
    const estimation = learnt(trainedOn(scored(3_000, 0, 6), "score", { threshold: 0.3 }));
    expect(estimation).toMatchObject({ kind: "binary", threshold: 0.3 });
    if (estimation.kind !== "binary") return;
    const froms = estimation.bins.map(({ from }) => from);
    expect(froms).toContain(0.3);
    expect(froms).toEqual(froms.toSorted((one, other) => one - other));
    expect(estimation.bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(3_000);
    const large = learnt(classifier);
    expect(large.kind === "binary" ? large.bins.length : Number.NaN).toBeLessThan(101);
    const tree = learnt(regression);
    expect(tree.kind === "regression" ? tree.leaves.length : Number.NaN).toBeLessThan(17);
  });

  test.each([
    [
      { label: "yes", score: 0.5 },
      300,
      "label has 1 classes; expected two, or numbers, or 3 to 20 classes with a prediction for each, called as p_<class>",
    ],
    [{ label: 1, score: "high" }, 300, "no prediction is a number"],
  ] as const)("is nothing where %j", (row, count, reason) => {
    const columns = columnsOf(
      Array.from({ length: count }, () => [row.label, row.score]),
      ["label", "score"],
    );
    const [label, score] = columns;
    if (!label || !score) throw new Error("There are no columns.");
    const labelled = { label, predictions: ["score"], positive: "1", threshold: 0.5 };
    expect(fitEstimation(labelled, [score], [])).toEqual({ ok: false, reason });
  });

  test("is nothing of a few rows, of a class that is none, of scores beyond 1", () => {
    const fit = (rows: readonly (readonly [number, number])[], positive = "1") => {
      const [label, score] = columnsOf(rows, ["label", "score"]);
      if (!label || !score) throw new Error("There are no columns.");
      return fitEstimation({ label, predictions: ["score"], positive, threshold: 0.5 }, [score], []);
    };
    const rows = (count: number, score: number) =>
      Array.from({ length: count }, (_, row) => [row % 2, score] as const);
    expect(fit(rows(100, 0.5))).toMatchObject({ reason: expect.stringContaining("at least 200 are needed") });
    expect(fit(rows(300, 0.5), "yes")).toMatchObject({
      reason: expect.stringContaining("yes is none of them"),
    });
    expect(fit(rows(300, 7))).toMatchObject({
      reason: expect.stringContaining("no prediction is a probability"),
    });
  });
});

describe("once labels come the estimate is put beside what turned out", () => {
  const outcomes = (of: ReturnType<typeof scored>): readonly Outcome[] =>
    of.map(({ score, label }) => {
      const prediction = score >= 0.5 ? "1" : "0";
      return { variant: "v", label: String(label), prediction, score, success: prediction === String(label) };
    });

  test("and agrees while what was learnt holds, in all but few of many hours", () => {
    let far = 0;
    for (let hour = 0; hour < 200; hour += 1) {
      const check = realisedCheck(learnt(classifier), outcomes(scored(500, 0.9, 1_000 + hour)));
      if (check?.description.includes("disagree")) far += 1;
    }
    expect(far).toBeLessThan(8);
  });

  test("and disagrees when labels follow from scores in another way than they did", () => {
    const turned = scored(500, 0.9, 7).map(({ score, label }, row) => ({
      score,
      label: row % 4 === 0 ? 1 - label : label,
    }));
    const check = realisedCheck(learnt(classifier), outcomes(turned));
    expect(check).toMatchObject({
      feature: "accuracy",
      check: "performance_estimate",
      violated: false,
      pValue: null,
    });
    expect(check?.description).toMatch(
      /^Estimated from the answers: accuracy of 0\.\d+ \+\/- 0\.\d+; 0\.\d+ turned out: they disagree beyond chance/,
    );
  });

  test("of numbers by the answer alone, as features are not joined with labels", () => {
    const of = (rows: ReturnType<typeof answered>, worse: number): readonly Outcome[] =>
      rows.map(({ answer, label }) => ({
        variant: "v",
        label: answer + worse * (label - answer),
        prediction: answer,
        score: null,
        success: true,
      }));
    const rows = answered(1_000, 0, 8);
    expect(realisedCheck(learnt(regression), of(rows, 1))?.description).toMatch(
      /^Estimated from the answers: mae of .* they agree$/,
    );
    expect(realisedCheck(learnt(regression), of(rows, 1.5))?.description).toContain("disagree");
  });

  test("and says nothing of answers without scores, or of a baseline that learnt nothing", () => {
    const [first] = outcomes(scored(1, 0, 1));
    expect(first && realisedCheck(learnt(classifier), [{ ...first, score: null }])).toBeNull();
    expect(toldEstimate({}, [1, 2])).toEqual([]);
  });
});

test("a window tells its estimate beside the baseline's, in lines that decide nothing", () => {
  const told = toldEstimate(classifier, countedIn(classifier, scored(500, 0.9, 9), "score"));
  expect(told.map(({ feature, check, pValue, violated }) => ({ feature, check, pValue, violated }))).toEqual(
    ["accuracy", "recall", "f1"].map((feature) => ({
      feature,
      check: "performance_estimate",
      pValue: null,
      violated: false,
    })),
  );
  expect(told[0]?.description).toMatch(
    /^Estimated without labels: accuracy of 0\.\d+ \+\/- 0\.\d+, 0\.\d+ in the baseline$/,
  );
});
