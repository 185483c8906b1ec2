import { askByCsv } from "./ask-by-csv.ts";
import { inRandomOrder, type Random } from "./in-random-order.ts";
import type { OutcomeSettings } from "./outcomes.ts";
import { inThirds } from "./thirds.ts";
import type { World } from "./world.ts";

interface RowsStretch<Row> {
  readonly name: string;
  readonly begins: string;
  readonly rows: readonly Row[];
}

export interface RowsWorld<Row> extends OutcomeSettings<Row> {
  readonly model: string;
  readonly right: string;
  readonly usual: RowsStretch<Row>;
  readonly drifted: RowsStretch<Row>;
  /** A request's CSV. */
  readonly rowOf: (row: Row) => string;
}

/**
 * A data set whose rows are asked for one by one: the usual ones that no model has learnt; then the others, once each
 * those that are for learning, so that a retraining has rows that the trial does not ask for again, and then the rest.
 */
export function rowsWorld<Row>(
  { usual, drifted, rowOf, ...data }: RowsWorld<Row>,
  random: Random,
): World<Row> {
  const endless = (rows: readonly Row[]) =>
    inRandomOrder(inThirds(rows).forServing, Number.POSITIVE_INFINITY, random);
  return {
    ...data,
    ask: askByCsv(data.endpoint, rowOf),
    usual: { ...usual, requests: () => endless(usual.rows) },
    drifted: {
      ...drifted,
      *requests() {
        yield* inRandomOrder(inThirds(drifted.rows).forLearning, 1, random);
        yield* endless(drifted.rows);
      },
    },
    pace: {
      requestsPerSecond: 40,
      concurrency: 20,
      beforeDrift: 14_000,
      afterRollout: 5_000,
      deadline: 300_000,
      withoutDrift: 90_000,
    },
  };
}
