import type { FeatureBaseline } from "../baseline/baseline.ts";
import type { Column } from "../baseline/statistics-of.ts";
import { fieldsOf } from "../joint/side.ts";
import { asLabel } from "../quality/metrics/outcome.ts";
import { asNumber } from "../values/value.ts";
import { calibratedBins } from "./calibrated-scores.ts";
import { errorTree, lossesOf, type Predictor } from "./error-tree.ts";
import type { Estimation, LossEstimation } from "./estimation.ts";
import { classColumns, fitClasses } from "./fit-classes.ts";

/** Labelled rows from which nothing is learnt that holds. */
const fewestRows = 200;
/** Fields that are looked at for each cut of the tree, about a second's work; of rows so many at least. */
const mostLookedAt = 2e6;
const fewestSampled = 2_000;
/** Bins of a regression's prediction. */
const predictionBins = 10;

/** What is said of the labelled rows. */
export interface Labelled {
  readonly label: Column;
  /** Names of the columns that are predictions. */
  readonly predictions: readonly string[];
  /** The positive class of two. */
  readonly positive: string;
  /** From which score on the answer is the positive class. */
  readonly threshold: number;
}

/**
 * Learns from labelled rows what a model's performance is estimated from: of two classes how often a score turns out
 * right, of several how often each one's does, of numbers how large errors are, by the features and the prediction.
 *
 * @param columns of the same rows, predictions among them
 * @param features of the baseline of these rows
 * @returns or why nothing can be learnt
 */
export function fitEstimation(
  { label, predictions, positive, threshold }: Labelled,
  columns: readonly Column[],
  features: readonly FeatureBaseline[],
): { readonly ok: true; readonly estimation: Estimation } | { readonly ok: false; readonly reason: string } {
  const predicted = columns.filter(({ name }) => predictions.includes(name));
  const classes = new Set(
    label.values.flatMap((value) => asLabel(value, "binary") ?? []).slice(0, label.values.length),
  );
  if (classes.size === 2) {
    if (!classes.has(String(asLabel(positive, "binary")))) {
      return refused(
        `${label.name} has the classes ${[...classes].join(" and ")}, and ${positive} is none of them`,
      );
    }
    const score = predicted.find(({ values }) => values.every((value) => isScore(asNumber(value))));
    if (!score) return refused("no prediction is a probability from 0 to 1 in every row");
    return ofScores(label, score, positive, threshold);
  }
  const several = classColumns(
    new Set(label.values.flatMap((value) => asLabel(value, "multiclass") ?? []).map(String)),
    predicted,
  );
  if (several) {
    const wrong = several.find(({ column }) => !column.values.every((value) => isScore(asNumber(value))));
    if (wrong) return refused(`${wrong.column.name} is no probability from 0 to 1 in every row`);
    const { rows, estimation } = fitClasses(label, several);
    return rows < fewestRows ? refused(tooFew(rows)) : { ok: true, estimation };
  }
  const answer = predicted.find(({ values }) => values.some((value) => asNumber(value) !== null));
  if (!label.values.some((value) => asNumber(value) !== null)) {
    return refused(
      `${label.name} has ${classes.size} classes; expected two, or numbers, or 3 to 20 classes with a prediction for each, called as p_<class>`,
    );
  }
  if (!answer) return refused("no prediction is a number");
  return ofErrors(label, answer, columns, features);
}

function ofScores(label: Column, score: Column, positive: string, threshold: number) {
  const rows = label.values.flatMap((value, row) => {
    const turnedOut = asLabel(value, "binary");
    const probability = asNumber(score.values[row] ?? null);
    return turnedOut === null || probability === null
      ? []
      : [{ score: probability, positive: turnedOut === asLabel(positive, "binary") }];
  });
  if (rows.length < fewestRows) return refused(tooFew(rows.length));
  const bins = calibratedBins(rows, threshold);
  const named = { label: label.name, prediction: score.name };
  return { ok: true, estimation: { kind: "binary", ...named, threshold, bins } } as const;
}

function ofErrors(
  label: Column,
  answer: Column,
  columns: readonly Column[],
  features: readonly FeatureBaseline[],
) {
  const known = label.values.flatMap((value, row) => {
    const [turnedOut, predicted] = [asNumber(value), asNumber(answer.values[row] ?? null)];
    return turnedOut === null || predicted === null ? [] : [{ row, predicted, error: predicted - turnedOut }];
  });
  if (known.length < fewestRows) return refused(tooFew(known.length));
  const most = Math.max(fewestSampled, Math.floor(mostLookedAt / Math.max(1, features.length)));
  const step = Math.max(1, Math.floor(known.length / most));
  const sampled = known.filter((_, place) => place % step === 0);
  const predictors = features.flatMap((feature): readonly Predictor[] => {
    const values = columns.find(({ name }) => name === feature.name)?.values;
    if (!values) return [];
    const field = fieldsOf(feature);
    return [
      {
        name: feature.name,
        fields: Float64Array.from(sampled, ({ row }) => field(values[row] ?? null)),
        categories: feature.kind === "string" ? feature.categories.map(({ value }) => value) : null,
      },
    ];
  });
  const errors = Float64Array.from(sampled, ({ error }) => error);
  const estimation: LossEstimation = {
    kind: "regression",
    label: label.name,
    prediction: answer.name,
    ...errorTree(predictors, errors),
    byPrediction: byPrediction(known),
  };
  return { ok: true, estimation } as const;
}

function byPrediction(
  rows: readonly { readonly predicted: number; readonly error: number }[],
): LossEstimation["byPrediction"] {
  const ordered = rows.toSorted((one, other) => one.predicted - other.predicted);
  const absolute = Float64Array.from(ordered, ({ error }) => Math.abs(error));
  const bins: { from: number; rows: number[] }[] = [];
  for (const [row, { predicted }] of ordered.entries()) {
    const last = bins.at(-1);
    const isFull = last !== undefined && last.rows.length >= ordered.length / predictionBins;
    if (!last || (isFull && predicted !== ordered[row - 1]?.predicted))
      bins.push({ from: predicted, rows: [row] });
    else last.rows.push(row);
  }
  return bins.map(({ from, rows: of }) => ({ from, ...lossesOf(Uint32Array.from(of), absolute) }));
}

function isScore(value: number | null): boolean {
  return value === null || (value >= 0 && value <= 1);
}

function tooFew(rows: number): string {
  return `${rows} rows have both a label and a prediction; at least ${fewestRows} are needed`;
}

function refused(reason: string) {
  return { ok: false, reason } as const;
}
