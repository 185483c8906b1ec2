import type { Baseline, FeatureBaseline } from "../../baseline/baseline.ts";
import { derivationOf } from "../../derived/derivation.ts";
import { sourcesOf } from "../../derived/derived-names.ts";
import { CellCounter } from "../../estimated/cell-counter.ts";
import { ClassCounter } from "../../estimated/class-counter.ts";
import { PairCounter } from "../../joint/pair-counter.ts";
import { Kernel } from "../../kernel/kernel.ts";
import type { Value } from "../../values/value.ts";
import type { FeatureState, WindowState } from "../window-state.ts";
import { CategoryCounter } from "./category-counter.ts";
import { NumericCounter, NumericCounters } from "./numeric-counter.ts";
import { RowBuffer } from "./row-buffer.ts";

type Counter = NumericCounter | CategoryCounter;

/**
 * Counts rows over a baseline, one after the other, and forgets them. Its memory is its state's (`WindowState`) and
 * does not grow with the rows.
 */
export class WindowCounter {
  /** Takes the rows of requests, which `commit` then counts one by one. */
  readonly buffer: RowBuffer;
  readonly kernel: Kernel;
  private readonly features: readonly { readonly counter: Counter; readonly isColumn: boolean }[];
  private readonly pairs: PairCounter | null;
  private readonly cells: CellCounter | ClassCounter | null;
  private readonly numbers: NumericCounters;
  private ended: WindowState | null = null;
  private rows = 0;

  /**
   * @param columns names of the values of a row, in order; those that the baseline has not are left out
   * @param answers features that are no values of requests but what the model answers
   */
  constructor(baseline: Baseline, columns: readonly string[], answers: readonly string[] = []) {
    const given = [...columns, ...answers];
    const named = new Set(given);
    const sources = sourcesOf(baseline);
    this.kernel = Kernel.take();
    this.features = baseline.features.map((feature, index) => ({
      counter: counterOf(feature, this.kernel, index + 1),
      isColumn: named.has(sources.get(feature.name) ?? feature.name),
    }));
    const byName = new Map(baseline.features.map(({ name }, index) => [name, this.features[index]?.counter]));
    const counterAt = (name: string) => (sources.has(name) ? null : (byName.get(name) ?? null));
    // A column without a counter has no fields.
    const derived = (baseline.derived ?? []).flatMap((field) => {
      const place = given.indexOf(field.column);
      if (place < 0) return [];
      const derivation = derivationOf(field);
      return [{ place, derivation, counters: derivation.names.map((name) => byName.get(name) ?? null) }];
    });
    const fields = [
      ...given.map((name) => (byName.has(name) && !sources.has(name) ? name : "")),
      ...derived.flatMap(({ derivation }) => derivation.names),
    ];
    this.pairs = baseline.pairs ? new PairCounter(baseline.pairs, fields) : null;
    this.cells = likelyCounter(baseline, fields);
    const counters = given.map((name, place) => (given.indexOf(name) === place ? counterAt(name) : null));
    const all = [...counters, ...derived.flatMap((field) => field.counters)];
    this.numbers = new NumericCounters(
      this.kernel,
      all.map((counter) => (counter?.kind === "numeric" ? counter : null)),
    );
    this.buffer = new RowBuffer(columns, counters, {
      derived,
      wholes: [this.numbers, this.pairs, this.cells].filter((whole) => whole !== null),
    });
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

  /** Ends the counting. */
  state(): WindowState {
    this.ended ??= this.end();
    return this.ended;
  }

  private end(): WindowState {
    this.buffer.count();
    const state = {
      rows: this.rows,
      features: this.features.map(({ counter, isColumn }) => {
        const feature: FeatureState = counter.state();
        return isColumn ? feature : { ...feature, missing: this.rows, absent: this.rows };
      }),
      ...(this.pairs && { pairs: this.pairs.state() }),
      ...(this.cells && { estimated: this.cells.state() }),
    };
    this.numbers.end();
    this.kernel.release();
    return state;
  }
}

function likelyCounter({ estimation, features }: Baseline, fields: readonly string[]) {
  if (!estimation) return null;
  return estimation.kind === "multiclass"
    ? new ClassCounter(estimation, fields)
    : new CellCounter(estimation, features, fields);
}

function counterOf(feature: FeatureBaseline, kernel: Kernel, seed: number): Counter {
  return feature.kind === "numeric"
    ? new NumericCounter(kernel, feature, seed)
    : new CategoryCounter(feature);
}
