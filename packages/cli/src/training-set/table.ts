import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import type { Value } from "@driftwheel/core/monitor/values/value.ts";
import { PersonError } from "../context/errors.ts";

/** A model has hundreds of features; more columns than this are a file of another kind. */
const mostColumns = 10_000;

/**
 * The columns of a training set, value by value: all of it is kept, because quantiles are exact. A number takes some
 * 24 bytes, a text as many as it has characters and 40 more.
 */
export class Table {
  rows = 0;
  private readonly columns = new Map<string, Value[]>();

  /** One row by name; a column that it has not is missing in it, and one that is new was missing before. */
  add(row: Iterable<readonly [string, Value]>, place: string): void {
    for (const [name, value] of row) {
      const values = this.columns.get(name) ?? this.begin(name, place);
      // A name that comes twice in a row keeps its last value.
      values.length = this.rows;
      values.push(value);
    }
    this.rows += 1;
    for (const values of this.columns.values()) if (values.length < this.rows) values.push(null);
  }

  all(): readonly Column[] {
    return Array.from(this.columns, ([name, values]) => ({ name, values }));
  }

  private begin(name: string, place: string): Value[] {
    if (this.columns.size === mostColumns) {
      throw new PersonError(
        `${place} has more than ${mostColumns} columns; expected a model's training set.`,
      );
    }
    const values = Array.from<Value>({ length: this.rows }).fill(null);
    this.columns.set(name, values);
    return values;
  }
}

/** Where a reader puts what it reads. */
export interface Into {
  /** The file as it was typed, for people. */
  readonly name: string;
  readonly table: Table;
  /** Told after each row or some thousand. */
  readonly read: (rows: number) => void;
}

/** What a value is counted as; null when it is a list or an object, which no column can hold. */
export function counted(value: unknown): { readonly value: Value } | null {
  if (value === null || value === undefined) return { value: null };
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return { value };
  if (typeof value === "bigint") return { value: Number(value) };
  if (value instanceof Date) return { value: value.toISOString() };
  return null;
}
