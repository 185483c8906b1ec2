import { asciiText } from "../../values/ascii-text.ts";
import { DecimalBytes } from "../../values/decimal-bytes.ts";
import { missingField } from "../../values/number-field.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import { type ColumnReading, readingsOf } from "./column-reading.ts";
import { type JsonForm, jsonForm } from "./json-form.ts";
import { backslash, isPrinted, quote } from "./plain-ascii.ts";

const [zero, nine, minus, point] = [48, 57, 45, 46] as const;
const inNumbers = new Set(Array.from("+-.eE0123456789", (letter) => letter.charCodeAt(0)));
/** Numbers of JSON that `Number` reads to the nearest double, and that are no whole numbers: ids may be these. */
const fraction = /^-?(?:0|[1-9]\d*)(?=[.eE])(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const words = ["null", "true", "false"].map((word) => new TextEncoder().encode(word));
const [nothing] = words;

/** A value of the form, and what stands before it as it stands in a text of JSON. */
interface Value {
  readonly before: Uint8Array;
  readonly reading: ColumnReading;
  /** Counted from the first field of the payload's first row. */
  readonly field: number;
}

/**
 * Rows of JSON payloads of one form in a text of JSON, value by value from bytes to numbers, as `jsonRows` takes them
 * from what `JSON.parse` makes of the text. Payloads of another form are left to it, and values that are neither plain
 * numbers, texts of ASCII without escapes, nor null.
 */
export class JsonBytes {
  private readonly buffer: RowBuffer;
  private readonly values: readonly Value[];
  private readonly end: Uint8Array;
  private readonly form: Pick<JsonForm, "rows" | "absent">;
  private readonly decimal = new DecimalBytes();

  private constructor(buffer: RowBuffer, form: JsonForm, readings: readonly ColumnReading[]) {
    this.buffer = buffer;
    this.form = form;
    this.end = inText(form.end);
    this.values = form.values.flatMap(({ before, row, column }) => {
      const reading = readings[column];
      return reading ? [{ before: inText(before), reading, field: row * buffer.rowWidth + column }] : [];
    });
  }

  /** @param text of a payload; null where its form is none that can be known from bytes */
  static of(text: string, buffer: RowBuffer): JsonBytes | null {
    const readings = readingsOf(buffer);
    // A bare value in place of one of a single column is read in ways that depend on it.
    const form = readings && readings.length > 1 ? jsonForm(text, buffer.columns) : null;
    return readings && form && new JsonBytes(buffer, form, readings);
  }

  /**
   * Takes the rows of the text that begins at a place.
   *
   * @returns the place of the quote that ends it; -1 when it must be read otherwise: rows may have been taken by then
   */
  take(bytes: Uint8Array, from: number): number {
    const { buffer, values } = this;
    const first = buffer.rowAt;
    for (let row = 0; row < this.form.rows; row += 1) {
      if (!buffer.beginRow()) return -1;
      for (const column of this.form.absent) buffer.absent(column);
      buffer.endRow();
    }
    const { fields } = buffer;
    let at = from;
    for (const { before, reading, field } of values) {
      at = after(bytes, at, before);
      if (at < 0) return -1;
      at = this.value(bytes, at, { fields, field: first + field, reading });
      if (at < 0) return -1;
    }
    at = after(bytes, at, this.end);
    return bytes[at] === quote ? at : -1;
  }

  /** Where a value ends. */
  private value(
    bytes: Uint8Array,
    from: number,
    { fields, field, reading }: { fields: Float64Array; field: number; reading: ColumnReading },
  ): number {
    const code = bytes[from] ?? 0;
    if (code === minus || (code >= zero && code <= nine)) {
      if (reading.kind === "text") return -1;
      const number = this.decimal.read(bytes, from);
      let { end } = this.decimal;
      if (end === from || inNumbers.has(bytes[end] ?? 0) || !isNumber(bytes, from, end)) {
        end = from;
        while (inNumbers.has(bytes[end] ?? 0)) end += 1;
        const text = asciiText(bytes, from, end);
        const other = Number(text);
        if (!fraction.test(text) || Math.abs(other) === Number.POSITIVE_INFINITY) return -1;
        fields[field] = other;
      } else fields[field] = number;
      return end;
    }
    if (code === backslash) return this.text(bytes, from, { fields, field, reading });
    if (nothing && after(bytes, from, nothing) >= 0) {
      fields[field] = missingField;
      return from + nothing.length;
    }
    return -1;
  }

  private text(
    bytes: Uint8Array,
    from: number,
    { fields, field, reading }: { fields: Float64Array; field: number; reading: ColumnReading },
  ): number {
    if (reading.kind === "number" || bytes[from + 1] !== quote) return -1;
    const begin = from + 2;
    let end = begin;
    while (isPrinted(bytes[end] ?? 0) && bytes[end] !== backslash && bytes[end] !== quote) end += 1;
    if (bytes[end] !== backslash || bytes[end + 1] !== quote) return -1;
    if (reading.kind === "text") {
      const place = reading.categories.field(bytes, begin, end, this.buffer);
      if (place === null) return -1;
      fields[field] = place;
    }
    return end + 2;
  }
}

/** Whether what was read as a decimal is a number of JSON: no zeros before others, digits on both sides of a point. */
function isNumber(bytes: Uint8Array, from: number, end: number): boolean {
  const begin = bytes[from] === minus ? from + 1 : from;
  const code = bytes[begin] ?? 0;
  if (code < zero || code > nine || bytes[end - 1] === point) return false;
  return code !== zero || end === begin + 1 || bytes[begin + 1] === point;
}

/** The place after a literal; -1 where something else stands. */
function after(bytes: Uint8Array, from: number, literal: Uint8Array): number {
  const { length } = literal;
  for (let at = 0; at < length; at += 1) if (bytes[from + at] !== literal[at]) return -1;
  return from + length;
}

/** What a part of a text becomes inside of a text of JSON. */
function inText(part: string): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(part).slice(1, -1));
}
