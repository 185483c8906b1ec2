import { kindOf } from "../../../schema/issues.ts";
import { mostFields, type RowBuffer } from "../../window/counting/row-buffer.ts";

/** A model may have hundreds of columns; so many say which ones are meant. */
const namedColumns = 20;

/** The value inside of lists of one, which are how frameworks write a scalar of a batch. */
export function unwrapped(value: unknown): unknown {
  let inner = value;
  while (Array.isArray(inner) && inner.length === 1) inner = inner[0];
  return inner;
}

/** Whether a value is one of the column's: a list of numbers, where these are embeddings. */
export function isOneValue(value: unknown, column: number, buffer: RowBuffer): boolean {
  return isScalar(value) || isEmbedding(value, column, buffer);
}

/** Whether a value is a list where a column's values are embeddings: one that is too short or too long is told so. */
export function isEmbedding(value: unknown, column: number, buffer: RowBuffer): value is readonly unknown[] {
  return (
    buffer.lengthOf(column) !== null &&
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((one) => typeof one === "number" || one === null)
  );
}

export function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

/** What the object itself has under a name: a column may be called "constructor". */
export function own(json: object, name: string): unknown {
  return Object.hasOwn(json, name) ? Reflect.get(json, name) : undefined;
}

/**
 * Takes one row, values in the columns' order.
 *
 * @returns null, or what is wrong with it, without a value
 */
export function listRow(values: readonly unknown[], buffer: RowBuffer): string | null {
  if (values.length !== buffer.columns.length) return otherWidth(values.length, buffer);
  if (!buffer.beginRow()) return tooMany();
  for (let column = 0; column < values.length; column += 1) {
    const reason = put(column, values[column], buffer);
    if (reason !== null) return reason;
  }
  buffer.endRow();
  return null;
}

/**
 * Takes one row whose values are in an order of their own.
 *
 * @param order the column of each value, -1 for one that is none
 */
export function orderedRow(
  values: readonly unknown[],
  order: readonly number[],
  buffer: RowBuffer,
): string | null {
  if (values.length !== order.length) return `a row has ${values.length} values; expected ${order.length}`;
  if (!buffer.beginRow()) return tooMany();
  for (let column = 0; column < buffer.columns.length; column += 1) buffer.absent(column);
  for (const [place, column] of order.entries()) {
    const reason = column < 0 ? null : put(column, values[place], buffer);
    if (reason !== null) return reason;
  }
  buffer.endRow();
  return null;
}

/** Puts one value into a row that has begun; a list or an object is the form of something that is not understood. */
export function put(column: number, value: unknown, buffer: RowBuffer): string | null {
  const inner = typeof value === "object" && value !== null ? unwrapped(value) : value;
  const isOther = typeof inner === "object" && inner !== null && !isEmbedding(inner, column, buffer);
  if (isOther && buffer.isCounted(column)) {
    return `the value of ${buffer.columns[column]} is ${kindOf(inner)}; expected one value a row`;
  }
  buffer.value(column, inner);
  return null;
}

export function otherWidth(values: number, { columns }: RowBuffer): string {
  return `a row has ${values} values; expected ${columns.length}: ${listed(columns)}`;
}

export function tooMany(): string {
  return `has more than ${mostFields} values; expected the rows of one request`;
}

export function listed(columns: readonly string[]): string {
  const more = columns.length - namedColumns;
  return columns.slice(0, namedColumns).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
