import type { Kernel } from "../../kernel/kernel.ts";
import { asciiText } from "../../values/ascii-text.ts";
import { missingField, numberField } from "../../values/number-field.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import type { Part } from "./category-bytes.ts";
import { type ColumnReading, kindCode, readingsOf } from "./column-reading.ts";
import { OtherValues } from "./other-values.ts";

const [quote, backslash, letterN, space] = [34, 92, 110, 32] as const;
/** Brackets before a text may make it JSON, or what a program prints. */
const opening = new Set(Array.from("[{(", (letter) => letter.charCodeAt(0)));
const doubleBytes = 8;

/**
 * Rows of CSV in a text of JSON, field by field from bytes to numbers, as `csvRows` takes them from a text. Numbers,
 * empty fields and texts of plain ASCII are read; what is quoted, escaped, of another width or no number is left to
 * `csvRows`, which says what is wrong with it.
 */
export class CsvBytes {
  private readonly kernel: Kernel;
  private readonly buffer: RowBuffer;
  private readonly delimiter: number;
  private readonly columns: readonly ColumnReading[];
  private readonly kinds: number;
  private readonly row: number;
  private readonly others: OtherValues;

  private constructor(
    kernel: Kernel,
    buffer: RowBuffer,
    delimiter: number,
    columns: readonly ColumnReading[],
  ) {
    this.kernel = kernel;
    this.buffer = buffer;
    this.delimiter = delimiter;
    this.columns = columns;
    this.kinds = kernel.keep(Uint8Array.from(columns, kindCode));
    this.row = kernel.allocate(columns.length * doubleBytes);
    this.others = new OtherValues(kernel, columns);
  }

  /** Null where a first line of names could be taken for a row, or a column's values are not counted as they are. */
  static of(kernel: Kernel, buffer: RowBuffer, delimiter: string): CsvBytes | null {
    const columns = readingsOf(buffer, kernel);
    if (!columns) return null;
    // Fields of numbers are no such names, and the others are too few for all of them: no first line is a header.
    const texts = columns.filter(({ kind }) => kind !== "number").length;
    const words = [...buffer.places.keys()].filter(
      (name) => name.trim() !== "" && !Number.isFinite(Number(name)),
    );
    const code = delimiter.charCodeAt(0);
    return words.length > texts && code !== quote ? new CsvBytes(kernel, buffer, code, columns) : null;
  }

  /**
   * Takes the rows of the text that begins at a place of the kernel's memory.
   *
   * @returns the place of the quote that ends it; -1 when it must be read otherwise: rows may have been taken by then
   */
  take(from: number): number {
    const { buffer } = this;
    const { bytes } = this.kernel;
    const first = bytes[from] ?? 0;
    if (first <= space || opening.has(first)) return -1;
    let at = from;
    while (bytes[at] !== quote) {
      if (bytes[at] !== backslash) {
        if (!buffer.beginRow()) return -1;
        at = this.takeRow(bytes, at);
        if (at <= 0) return -1;
        buffer.endRow();
      }
      if (bytes[at] === quote) return at;
      // A line feed, which JSON writes so.
      if (bytes[at] !== backslash || bytes[at + 1] !== letterN) return -1;
      at += 2;
    }
    return at;
  }

  /** Where the row ends; 0 when it is none. */
  private takeRow(bytes: Uint8Array, from: number): number {
    const { kernel, others, columns, buffer } = this;
    const { fields, rowAt } = buffer;
    others.begin();
    const end = kernel.calls.readCsvRow(from, columns.length, this.kinds, this.row, this.delimiter);
    if (end === 0) return 0;
    fields.set(kernel.doubles(this.row, columns.length), rowAt);
    const areTaken = others.every((column, from, to, hash) => {
      const field = this.fieldOf(columns[column], bytes, { from, to, hash });
      if (field !== null) fields[rowAt + column] = field;
      return field !== null;
    });
    return areTaken ? end : 0;
  }

  private fieldOf(reading: ColumnReading | undefined, bytes: Uint8Array, part: Part): number | null {
    if (reading?.kind === "text") return reading.categories.field(bytes, part, this.buffer);
    if (reading?.kind !== "number") return null;
    if (part.from === part.to) return missingField;
    const number = numberField(asciiText(bytes, part.from, part.to), reading.isBinary);
    // What is missing, infinite or no number tells rows from names and from other things, for which the text is looked at.
    return Number.isFinite(number) ? number : null;
  }
}
