import { categoryText, unknownPlace } from "../../values/category-places.ts";
import { plainDecimal } from "../../values/decimal.ts";
import { absentField, missingField, numberField, otherField } from "../../values/number-field.ts";
import type { CategoryCounter } from "./category-counter.ts";
import { type ColumnCounter, type DerivedColumn, DerivedFields } from "./derived-fields.ts";

/** Counts whole rows: fields up to `end`, `step` to a row. */
interface RowCounter {
  add(fields: Float64Array, end: number, step: number): void;
}

/** Fields and rows that are held before they are counted, so that counting begins seldom and finds them still near. */
const fullFields = 8_192;
const fewestRows = 64;
/** Characters of requests that are held, because unknown categories are parts of them. */
const fullCharacters = 1_000_000;
/** A request of 6 MB holds 3.1 million fields of one digit at most; this many take 34 MB. */
export const mostFields = 4_194_304;
/** Fields of a buffer that are kept when it is emptied: 512 kB. */
const mostKept = 65_536;

/**
 * Rows, field by field, until they are counted column by column, which is quicker than row by row. One number stands
 * for each field, so a buffer takes 8 bytes a field. A request that turns out to be unreadable is taken back whole.
 */
export class RowBuffer {
  /** Names of values, in the order in which rows without names give them. */
  readonly columns: readonly string[];
  /** The place of each name, the first where a name comes twice. */
  readonly places: ReadonlyMap<string, number>;
  private readonly counters: readonly ColumnCounter[];
  private readonly derived: DerivedFields;
  /** Fields of a row that are given: its columns, then what the model answered. */
  private readonly given: number;
  /** Those, then what is derived of them. */
  private readonly width: number;
  private readonly wholes: readonly RowCounter[];
  /** Of the rows that are held; whoever writes into them directly begins a row first. */
  fields: Float64Array;
  private length = 0;
  private held = 0;
  private wrong: string | null = null;
  private characters = 0;
  /** Categories that the baseline has not. */
  private texts: string[] = [];
  /** Where the last request begins. */
  private begun = { rows: 0, length: 0, texts: 0 };

  /**
   * @param counters of the columns, then of what the model answers to a row, which requests do not have; numbers are
   *   counted by one of the wholes
   * @param options.derived columns that have no counter of their own
   * @param options.wholes count what several fields of a row have together: columns, answers, what is derived
   */
  constructor(
    columns: readonly string[],
    counters: readonly ColumnCounter[],
    {
      derived = [],
      wholes = [],
    }: { readonly derived?: readonly DerivedColumn[]; readonly wholes?: readonly RowCounter[] } = {},
  ) {
    this.wholes = wholes;
    this.columns = columns;
    this.given = counters.length;
    this.derived = new DerivedFields(derived, this.given);
    this.places = new Map(columns.map((name, column) => [name, column] as const).reverse());
    this.counters = [...counters, ...this.derived.counters];
    this.width = this.counters.length;
    this.fields = new Float64Array(Math.max(1, this.width));
  }

  /** Where the fields of the row that has begun begin. */
  get rowAt(): number {
    return this.length;
  }

  /** How far apart the first fields of two rows are. */
  get rowWidth(): number {
    return this.width;
  }

  /** The counted fields of the request's rows, without what the model answered; all categories that are unknown are one. */
  lastRows(): readonly number[] {
    const fields = Array.from(this.fields.subarray(this.begun.length, this.length));
    return fields.flatMap((field, at) => {
      const column = at % this.width;
      if (column >= this.columns.length || !this.isCounted(column)) return [];
      const isUnknown = field < 0 && field !== absentField && !this.isNumeric(column);
      return [isUnknown ? unknownPlace : field];
    });
  }

  /** The field of a category that the baseline has not. */
  unknown(text: string): number {
    return -this.texts.push(text);
  }

  /** A column's counter; null for one that has none of its own. */
  counterOf(column: number): ColumnCounter {
    return this.counters[column] ?? null;
  }

  /** Whether the baseline has such a column: what stands in any other is looked at by nobody. */
  isCounted(column: number): boolean {
    return this.counters[column] !== null || this.derived.of(column) !== undefined;
  }

  /** Whether the baseline has numbers of a column. */
  isNumeric(column: number): boolean {
    return this.counters[column]?.kind === "numeric";
  }

  /** Whether a text is a category that the baseline has of a column. */
  isCategory(column: number, text: string): boolean {
    const counter = this.counters[column];
    return counter?.kind === "string" && counter.places.of(text) >= 0;
  }

  /** How many numbers a value of the column is where that is an embedding; null elsewhere. */
  lengthOf(column: number): number | null {
    return this.derived.of(column)?.derivation.length ?? null;
  }

  /** What is wrong with a value of the request that nothing can be derived of, without the value; null when nothing is. */
  get wrongValue(): string | null {
    return this.wrong;
  }

  /** Begins a request of so many characters. */
  begin(characters: number): void {
    const isFull = this.length >= Math.max(fullFields, fewestRows * this.width);
    if (isFull || this.characters > fullCharacters) this.count();
    this.characters += characters;
    this.wrong = null;
    const { begun } = this;
    begun.rows = this.held;
    begun.length = this.length;
    begun.texts = this.texts.length;
  }

  /** Rows of the request. */
  get rows(): number {
    return this.held - this.begun.rows;
  }

  /**
   * Whether anything in the request is what the baseline has there: one number where it has numbers, or one of its
   * categories. Without any, texts stand where all numbers should be, and the request is something else than rows.
   */
  get fits(): boolean {
    const { width } = this;
    let isOther = false;
    for (let at = this.begun.length; at < this.length; at += 1) {
      const field = this.fields[at] ?? absentField;
      const column = (at - this.begun.length) % width;
      const counter = this.counters[column];
      if (column >= this.columns.length) continue;
      if (Number.isFinite(field) && this.lengthOf(column) !== null) return true;
      if (!counter) continue;
      if (Number.isFinite(field) && (counter.kind === "numeric" || field >= 0)) return true;
      if (counter.kind === "numeric" && field === otherField) isOther = true;
    }
    return !isOther;
  }

  /** Takes the request back. */
  cancel(): void {
    this.held = this.begun.rows;
    this.length = this.begun.length;
    this.texts.length = this.begun.texts;
  }

  /** Begins a row; false when the request has more fields than are held. */
  beginRow(): boolean {
    const needed = this.length + this.width;
    if (needed <= this.fields.length) return true;
    const most = mostFields + fullFields;
    if (needed > most) return false;
    const larger = new Float64Array(Math.min(most, Math.max(needed, this.fields.length * 2)));
    larger.set(this.fields);
    this.fields = larger;
    return true;
  }

  endRow(): void {
    for (let column = this.columns.length; column < this.given; column += 1) this.absent(column);
    this.length += this.width;
    this.held += 1;
  }

  /**
   * What the model answered to the rows of the request, one value for each: until then they have none.
   *
   * @param answer its place among the answers
   */
  answers(answer: number, values: readonly unknown[]): void {
    const column = this.columns.length + answer;
    for (const [row, value] of values.entries())
      this.take(this.begun.length + row * this.width, column, value);
  }

  /** A field that is part of a text. */
  part(column: number, text: string, from: number, to: number): void {
    const counter = this.counters[column];
    if (!counter) {
      if (this.derived.of(column)) this.derive(this.length, column, text.slice(from, to));
    } else if (counter.kind === "numeric") {
      const number = plainDecimal(text, from, to);
      this.fields[this.length + column] =
        number - number === 0 ? number : numberField(text.slice(from, to), counter.isBinary);
    } else this.category(this.length + column, counter, text.slice(from, to));
  }

  /** A field that is a value of JSON; undefined where there is none. A list or an object is told by its text. */
  value(column: number, value: unknown): void {
    this.take(this.length, column, value);
  }

  /** A row that has no such column. */
  absent(column: number): void {
    this.fields[this.length + column] = absentField;
    const derived = this.derived.of(column);
    if (!derived) return;
    const { first, counters } = derived;
    this.fields.fill(absentField, this.length + first, this.length + first + counters.length);
  }

  /** Counts all rows, and forgets them. */
  count(): void {
    const { width } = this;
    for (let column = 0; column < width; column += 1) {
      const counter = this.counters[column];
      if (counter?.kind === "string") counter.add(this.fields, column, this.length, width, this.texts);
    }
    for (const whole of this.wholes) whole.add(this.fields, this.length, width);
    this.length = 0;
    this.held = 0;
    this.characters = 0;
    this.texts = [];
    if (this.fields.length > mostKept) this.fields = new Float64Array(Math.max(1, width));
  }

  /** @param row where it begins */
  private take(row: number, column: number, value: unknown): void {
    const counter = this.counters[column];
    if (counter) this.put(row + column, counter, value);
    else this.derive(row, column, value);
  }

  private derive(row: number, column: number, value: unknown): void {
    const derived = this.derived.of(column);
    if (!derived) return;
    const { derivation, counters, first } = derived;
    const values = derivation.of(value);
    if (typeof values === "string") {
      this.wrong ??= values;
      this.absent(column);
      return;
    }
    this.fields[row + column] = values[0] === null ? missingField : 0;
    for (const [place, counter] of counters.entries()) {
      if (counter) this.put(row + first + place, counter, values[place]);
    }
  }

  private put(at: number, counter: NonNullable<ColumnCounter>, value: unknown): void {
    if (counter.kind === "numeric") {
      this.fields[at] =
        typeof value === "number" && value - value === 0 ? value : numberField(value, counter.isBinary);
      return;
    }
    const text = categoryText(value);
    if (text === null) this.fields[at] = missingField;
    else this.category(at, counter, text);
  }

  private category(at: number, { places }: CategoryCounter, text: string): void {
    const place = places.of(text);
    this.fields[at] = place === unknownPlace ? this.unknown(text) : place;
  }
}
