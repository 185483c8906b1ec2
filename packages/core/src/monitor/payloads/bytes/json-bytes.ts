import type { Kernel } from "../../kernel/kernel.ts";
import { asciiText } from "../../values/ascii-text.ts";
import { absentField } from "../../values/number-field.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import type { Part } from "./category-bytes.ts";
import { type ColumnReading, kindCode, readingsOf } from "./column-reading.ts";
import { type JsonForm, jsonForm } from "./json-form.ts";
import { OtherValues } from "./other-values.ts";

const quote = 34;
/** Numbers of JSON that `Number` reads to the nearest double, and that are no whole numbers: ids may be these. */
const fraction = /^-?(?:0|[1-9]\d*)(?=[.eE])(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const doubleBytes = 8;

/**
 * Rows of JSON payloads of one form in a text of JSON, value by value from bytes to numbers, as `jsonRows` takes them
 * from what `JSON.parse` makes of the text. Payloads of another form are left to it, and values that are neither
 * numbers, texts of ASCII without escapes, nor null.
 */
export class JsonBytes {
  private readonly kernel: Kernel;
  private readonly buffer: RowBuffer;
  private readonly readings: readonly ColumnReading[];
  private readonly rows: number;
  private readonly values: number;
  private readonly table: number;
  private readonly end: { readonly place: number; readonly length: number };
  /** Where the kernel puts the rows' numbers; what columns lack that the form has not is there from the beginning. */
  private readonly fields: number;
  private readonly others: OtherValues;

  private constructor(kernel: Kernel, buffer: RowBuffer, form: JsonForm, readings: readonly ColumnReading[]) {
    const width = readings.length;
    this.kernel = kernel;
    this.buffer = buffer;
    this.readings = readings;
    this.rows = form.rows;
    this.values = form.values.length;
    this.fields = kernel.allocate(form.rows * width * doubleBytes);
    const entries = form.values.flatMap(({ before, row, column }) => {
      const literal = inText(before);
      const reading = readings[column];
      return [kernel.keep(literal), literal.length, reading ? kindCode(reading) : 0, row * width + column];
    });
    this.table = kernel.keep(new Uint8Array(Int32Array.from(entries).buffer));
    const end = inText(form.end);
    this.end = { place: kernel.keep(end), length: end.length };
    this.others = new OtherValues(kernel, Array.from({ length: form.rows }, () => readings).flat());
    const fields = kernel.doubles(this.fields, form.rows * width);
    for (const column of form.absent) {
      for (let at = column; at < fields.length; at += width) fields[at] = absentField;
    }
  }

  /** @param text of a payload; null where its form is none that can be known from bytes */
  static of(kernel: Kernel, text: string, buffer: RowBuffer): JsonBytes | null {
    const readings = readingsOf(buffer, kernel);
    // A bare value in place of one of a single column is read in ways that depend on it.
    const form = readings && readings.length > 1 ? jsonForm(text, buffer.columns) : null;
    return readings && form && new JsonBytes(kernel, buffer, form, readings);
  }

  /**
   * Takes the rows of the text that begins at a place of the kernel's memory.
   *
   * @returns the place of the quote that ends it; -1 when it must be read otherwise: rows may have been taken by then
   */
  take(from: number): number {
    const { kernel, buffer, others, readings } = this;
    const { calls, bytes } = kernel;
    others.begin();
    const read = calls.readJsonValues(from, this.values, this.table, this.fields);
    if (read === 0 || calls.isSame(read, this.end.place, this.end.length) === 0) return -1;
    const end = read + this.end.length;
    if (bytes[end] !== quote) return -1;
    const width = readings.length;
    const all = kernel.doubles(this.fields, this.rows * width);
    const first = buffer.rowAt;
    for (let row = 0; row < this.rows; row += 1) {
      if (!buffer.beginRow()) return -1;
      buffer.fields.set(all.subarray(row * width, (row + 1) * width), buffer.rowAt);
      buffer.endRow();
    }
    const { fields, rowWidth } = buffer;
    const areTaken = others.every((place, from, to, hash) => {
      const column = place % width;
      const field = this.fieldOf(readings[column], bytes, { from, to, hash });
      if (field !== null) fields[first + ((place - column) / width) * rowWidth + column] = field;
      return field !== null;
    });
    return areTaken ? end : -1;
  }

  private fieldOf(reading: ColumnReading | undefined, bytes: Uint8Array, part: Part): number | null {
    if (reading?.kind === "text") return reading.categories.field(bytes, part, this.buffer);
    const text = asciiText(bytes, part.from, part.to);
    const number = Number(text);
    return fraction.test(text) && Number.isFinite(number) ? number : null;
  }
}

/** What a part of a text becomes inside of a text of JSON. */
function inText(part: string): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(part).slice(1, -1));
}
