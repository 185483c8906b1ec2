import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import type { Value } from "@driftwheel/core/monitor/values/value.ts";
import { PersonError } from "../context/errors.ts";

/** A model has hundreds of features; more columns than this are a file of another kind. */
const mostColumns = 10_000;
/** Values that are held: 100 million numbers take some 2.4 GB, and Node's memory ends at about 4. */
const mostValues = 100_000_000;
/** Characters of texts that are held, so often as they are there; repeated ones take less. */
const mostCharacters = 1_000_000_000;

/**
 * The columns of a training set, value by value: all of it is kept, because quantiles are exact. A number takes some
 * 24 bytes, a text as many as it has characters and 40 more.
 */
export class Table {
  rows = 0;
  /** What the reader has to say of a column: how it was read where that is not plain. */
  readonly remarks = new Map<string, string>();
  /** Columns that are there and not in the table, and why. */
  readonly leftOut = new Map<string, string>();
  /** Columns that hold lists of numbers, and where the first is: embeddings, or nothing that a feature can be. */
  readonly lists = new Map<string, string>();
  private readonly columns = new Map<string, Value[]>();
  private readonly unwanted: ReadonlySet<string>;
  private values = 0;
  private characters = 0;

  /** @param unwanted columns that are left out wherever they come */
  constructor(unwanted: Iterable<string> = []) {
    this.unwanted = new Set(unwanted);
  }

  /** Whether a column is taken; one that is not is noted. */
  takes(name: string): boolean {
    if (this.unwanted.has(name)) this.leftOut.set(name, "as told");
    return !this.leftOut.has(name);
  }

  /** One row by name; a column that it has not is missing in it, and one that is new was missing before. */
  add(row: Iterable<readonly [string, Value]>, place: string): void {
    for (const [name, value] of row) {
      if (!this.takes(name)) continue;
      const values = this.columns.get(name) ?? this.begin(name, place);
      // A name that comes twice in a row keeps its last value.
      values.length = this.rows;
      values.push(value);
      this.count(value, place);
    }
    this.rows += 1;
    for (const values of this.columns.values()) if (values.length < this.rows) values.push(null);
  }

  /** Many rows, column by column; each column has as many values as there are rows. */
  addColumns(rows: number, columns: Iterable<readonly [string, readonly Value[]]>, place: string): void {
    for (const [name, added] of columns) {
      if (!this.takes(name)) continue;
      const values = this.columns.get(name) ?? this.begin(name, place);
      for (const value of added) {
        values.push(value);
        this.count(value, place);
      }
    }
    this.rows += rows;
    for (const values of this.columns.values()) while (values.length < this.rows) values.push(null);
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

  private count(value: Value, place: string): void {
    this.values += 1;
    if (typeof value === "string") this.characters += value.length;
    if (this.values <= mostValues && this.characters <= mostCharacters) return;
    throw new PersonError(
      `${place}: more than ${mostValues / 1e6} million values, or ${mostCharacters / 1e9} GB of texts, have been read; expected a training set that fits into memory. A sample of some 100000 of its rows makes as good a baseline.`,
    );
  }
}

/** Where a reader puts what it reads. */
export interface Into {
  readonly table: Table;
  /** Told after each row or some thousand. */
  readonly read: (rows: number) => void;
}

/**
 * What a value of JSON is counted as; a list of numbers as its text. Null when it is another list or an object, which no
 * column can hold.
 */
export function counted(value: unknown): { readonly value: Value; readonly isList?: true } | null {
  if (value === null || value === undefined) return { value: null };
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return { value };
  if (Array.isArray(value) && value.every(isNumber)) return { value: JSON.stringify(value), isList: true };
  return null;
}

/** Python's NaN is a number, and null is one that is missing. */
function isNumber(value: unknown): boolean {
  return typeof value === "number" || value === null;
}
