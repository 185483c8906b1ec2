import type { Derivation } from "../../derived/derivation.ts";
import type { CategoryCounter } from "./category-counter.ts";
import type { NumericCounter } from "./numeric-counter.ts";

/** A column's counter; null for one that the baseline has nothing of. */
export type ColumnCounter = Pick<NumericCounter, "kind" | "isBinary"> | CategoryCounter | null;

/** A column that is counted by what is derived of its values. */
export interface DerivedColumn {
  /** Among columns and answers. */
  readonly place: number;
  readonly derivation: Derivation;
  /** In the order of its names. */
  readonly counters: readonly ColumnCounter[];
}

/** Where the fields of a row stand that are derived of its columns: after those that are given, column by column. */
export class DerivedFields {
  readonly counters: readonly ColumnCounter[];
  private readonly columns: ReadonlyMap<number, DerivedColumn & { readonly first: number }>;

  /** @param given fields of a row that are given */
  constructor(columns: readonly DerivedColumn[], given: number) {
    this.counters = columns.flatMap(({ counters }) => counters);
    let first = given;
    const placed = columns.map((column) => {
      const begins = first;
      first += column.counters.length;
      return [column.place, { ...column, first: begins }] as const;
    });
    this.columns = new Map(placed);
  }

  /** The place of the first field that is derived of a column, how many there are, and how; undefined where none is. */
  of(column: number): (DerivedColumn & { readonly first: number }) | undefined {
    return this.columns.get(column);
  }
}
