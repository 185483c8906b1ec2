import { asciiText } from "../../values/ascii-text.ts";
import { DecimalBytes } from "../../values/decimal-bytes.ts";
import { missingField, numberField } from "../../values/number-field.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import { type ColumnReading, readingsOf } from "./column-reading.ts";
import { backslash, isPrinted, quote } from "./plain-ascii.ts";

const [letterN, space] = [110, 32] as const;
/** Brackets before a text may make it JSON, or what a program prints. */
const opening = new Set(Array.from("[{(", (letter) => letter.charCodeAt(0)));

/**
 * Rows of CSV in a text of JSON, field by field from bytes to numbers, as `csvRows` takes them from a text. Numbers,
 * empty fields and texts of plain ASCII are read; what is quoted, escaped, of another width or no number is left to
 * `csvRows`, which says what is wrong with it.
 */
export class CsvBytes {
  private readonly buffer: RowBuffer;
  private readonly delimiter: number;
  private readonly columns: readonly ColumnReading[];
  private readonly decimal = new DecimalBytes();

  private constructor(buffer: RowBuffer, delimiter: number, columns: readonly ColumnReading[]) {
    this.buffer = buffer;
    this.delimiter = delimiter;
    this.columns = columns;
  }

  /** Null where a first line of names could be taken for a row, or a column's values are not counted as they are. */
  static of(buffer: RowBuffer, delimiter: string): CsvBytes | null {
    const columns = readingsOf(buffer);
    if (!columns) return null;
    // Fields of numbers are no such names, and the others are too few for all of them: no first line is a header.
    const texts = columns.filter(({ kind }) => kind !== "number").length;
    const words = [...buffer.places.keys()].filter(
      (name) => name.trim() !== "" && !Number.isFinite(Number(name)),
    );
    const code = delimiter.charCodeAt(0);
    return words.length > texts && code !== quote ? new CsvBytes(buffer, code, columns) : null;
  }

  /**
   * Takes the rows of the text that begins at a place.
   *
   * @returns the place of the quote that ends it; -1 when it must be read otherwise: rows may have been taken by then
   */
  take(bytes: Uint8Array, from: number): number {
    const first = bytes[from] ?? 0;
    if (first <= space || opening.has(first)) return -1;
    const { buffer } = this;
    let at = from;
    while (bytes[at] !== quote) {
      if (bytes[at] !== backslash) {
        if (!buffer.beginRow()) return -1;
        at = this.row(bytes, at);
        if (at < 0) return -1;
        buffer.endRow();
      }
      if (bytes[at] === quote) return at;
      // A line feed, which JSON writes so.
      if (bytes[at] !== backslash || bytes[at + 1] !== letterN) return -1;
      at += 2;
    }
    return at;
  }

  /** Where the row ends; -1 when it is none. */
  private row(bytes: Uint8Array, from: number): number {
    const { columns, delimiter, decimal, buffer } = this;
    const { fields, rowAt } = buffer;
    const { length } = columns;
    let at = from;
    for (let column = 0; column < length; column += 1) {
      if (column > 0) {
        if (bytes[at] !== delimiter) return -1;
        at += 1;
      }
      const number = decimal.read(bytes, at);
      const { end } = decimal;
      const code = bytes[end];
      const reading = columns[column];
      const isNumber = end > at && (code === delimiter || code === quote || code === backslash);
      if (isNumber && reading?.kind === "number") {
        fields[rowAt + column] = number;
        at = end;
      } else at = reading ? this.other(bytes, at, rowAt + column, reading) : -1;
      if (at < 0) return -1;
    }
    return at;
  }

  /** Where a field ends that is no plain decimal. */
  private other(bytes: Uint8Array, from: number, place: number, reading: ColumnReading): number {
    const { buffer } = this;
    const end = this.fieldEnd(bytes, from);
    if (end < 0 || reading.kind === "uncounted") return end;
    let field: number | null;
    if (reading.kind === "text") field = reading.categories.field(bytes, from, end, buffer);
    else if (end === from) field = missingField;
    else {
      field = numberField(asciiText(bytes, from, end), reading.isBinary);
      // What is missing, infinite or no number tells rows from names and from other things, for which the text is looked at.
      if (!Number.isFinite(field)) return -1;
    }
    if (field === null) return -1;
    buffer.fields[place] = field;
    return end;
  }

  /** -1 when the field has anything but ASCII. */
  private fieldEnd(bytes: Uint8Array, from: number): number {
    for (let at = from; ; at += 1) {
      const code = bytes[at] ?? 0;
      if (code === this.delimiter || code === quote || code === backslash) return at;
      if (!isPrinted(code)) return -1;
    }
  }
}
