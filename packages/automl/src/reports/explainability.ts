import { type Judged, judge, type Labelled, type Model } from "../model/model.ts";
import { type Random, seededRandom, shuffled } from "../random.ts";

/** Rows beyond these would only make it slower. */
const mostRows = 500;
const rounds = 3;

/**
 * How much worse the objective gets when a column's values are drawn among its rows (permutation importance, Breiman
 * 2001): a mean over some rounds, in the objective's unit. It says what the model uses, for all rows together; SHAP
 * values, which the service reports, are not made here.
 *
 * @param loss how bad predictions are; less is better
 */
export function explainability(
  model: Model,
  { rows, targets }: Labelled,
  loss: (judged: readonly Judged[]) => number,
): object {
  const random = seededRandom(1);
  const some = { rows: rows.slice(0, mostRows), targets: targets.slice(0, mostRows) };
  const before = loss(judge(model, some));
  return {
    version: "1.0",
    method: "permutation importance on validation rows; not SHAP",
    rows: some.rows.length,
    explanations: {
      permutation_importance: Object.fromEntries(
        model.encoder.map(({ name }, column) => [
          name,
          meanOf(
            Array.from({ length: rounds }, () => loss(judge(model, permuted(some, column, random))) - before),
          ),
        ]),
      ),
    },
  };
}

function permuted({ rows, targets }: Labelled, column: number, random: Random): Labelled {
  const values = shuffled(
    rows.map((row) => row[column] ?? ""),
    random,
  );
  return { rows: rows.map((row, index) => row.with(column, values[index] ?? "")), targets };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}
