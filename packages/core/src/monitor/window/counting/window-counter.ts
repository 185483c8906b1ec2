import type { Baseline, FeatureBaseline } from "../../baseline/baseline.ts";
import { CellCounter } from "../../estimated/cell-counter.ts";
import { ClassCounter } from "../../estimated/class-counter.ts";
import { PairCounter } from "../../joint/pair-counter.ts";
import type { Value } from "../../values/value.ts";
import type { FeatureState, WindowState } from "../window-state.ts";
import { CategoryCounter } from "./category-counter.ts";
import { NumericCounter } from "./numeric-counter.ts";
import { type ColumnCounter, RowBuffer } from "./row-buffer.ts";

type Counter = Exclude<ColumnCounter, null>;

/**
 * Counts rows over a baseline, one after the other, and forgets them. Its memory is its state's (`WindowState`) and
 * does not grow with the rows.
 */
export class WindowCounter {
  /** Takes the rows of requests, which `commit` then counts one by one. */
  readonly buffer: RowBuffer;
  private readonly features: readonly { readonly counter: Counter; readonly isColumn: boolean }[];
  private readonly pairs: PairCounter | null;
  private readonly cells: CellCounter | ClassCounter | null;
  private rows = 0;

  /**
   * @param columns names of the values of a row, in order; those that the baseline has not are left out
   * @param answers features that are no values of requests but what the model answers
   */
  constructor(baseline: Baseline, columns: readonly string[], answers: readonly string[] = []) {
    const named = new Set([...columns, ...answers]);
    this.features = baseline.features.map((feature, index) => ({
      counter: counterOf(feature, index + 1),
      isColumn: named.has(feature.name),
    }));
    const byName = new Map(baseline.features.map(({ name }, index) => [name, this.features[index]?.counter]));
    // A column without a counter has no fields.
    const fields = [...columns, ...answers].map((name) => (byName.has(name) ? name : ""));
    this.pairs = baseline.pairs ? new PairCounter(baseline.pairs, fields) : null;
    this.cells = likelyCounter(baseline, fields);
    this.buffer = new RowBuffer(
      columns,
      columns.map((column, index) =>
        columns.indexOf(column) === index ? (byName.get(column) ?? null) : null,
      ),
      answers.map((name) => byName.get(name) ?? null),
      [this.pairs, this.cells].filter((whole) => whole !== null),
    );
  }

  /** One row, values in the order of the columns; undefined where the row has no such column. */
  add(row: readonly (Value | undefined)[]): void {
    const { buffer } = this;
    buffer.begin(0);
    buffer.beginRow();
    for (let column = 0; column < buffer.columns.length; column += 1) {
      const value = row[column];
      if (value === undefined) buffer.absent(column);
      else buffer.value(column, value);
    }
    buffer.endRow();
    this.commit();
  }

  /** Counts the rows of the buffer's last request. */
  commit(): void {
    this.rows += this.buffer.rows;
  }

  state(): WindowState {
    this.buffer.count();
    return {
      rows: this.rows,
      features: this.features.map(({ counter, isColumn }) => {
        const state: FeatureState = counter.state();
        return isColumn ? state : { ...state, missing: this.rows, absent: this.rows };
      }),
      ...(this.pairs && { pairs: this.pairs.state() }),
      ...(this.cells && { estimated: this.cells.state() }),
    };
  }
}

function likelyCounter({ estimation, features }: Baseline, fields: readonly string[]) {
  if (!estimation) return null;
  return estimation.kind === "multiclass"
    ? new ClassCounter(estimation, fields)
    : new CellCounter(estimation, features, fields);
}

function counterOf(feature: FeatureBaseline, seed: number): Counter {
  return feature.kind === "numeric" ? new NumericCounter(feature, seed) : new CategoryCounter(feature);
}
