import { isMissing } from "../../values/value.ts";
import type { RowBuffer } from "../../window/row-buffer.ts";
import type { ContentType } from "../content-type.ts";
import { recordAt } from "./field.ts";

/** A first line that names the values of the others. */
export interface Header {
  /** Where the rows begin. */
  readonly end: number;
  /** The column of each field, -1 for one that is none; null when they are in the columns' order. */
  readonly order: readonly number[] | null;
}

/** The longest name of a buffer's columns: a text without it has no header, and is told so quickly. */
const longest = new WeakMap<RowBuffer, string>();

/**
 * The header of a CSV text, or null. Unless the content type says whether there is one, a first line is a header when
 * every column's name stands in it, in whatever order and beside whatever else. Names that are numbers must stand in the
 * columns' order with rows after them: values may be the same numbers.
 *
 * @returns "foreign" for a first line that can be nothing but names, of which some column's is missing
 */
export function headerOf(
  text: string,
  buffer: RowBuffer,
  delimiter: number,
  told: ContentType["header"],
): Header | "foreign" | null {
  if (told === "absent") return null;
  const { columns, places } = buffer;
  if (told === null && !firstLine(text).includes(probeOf(buffer))) return foreign(text, buffer, delimiter);
  const { fields, next: end } = recordAt(text, 0, delimiter);
  const order = fields.map((field) => places.get(field.trim()) ?? -1);
  const known = new Set(order.filter((column) => column >= 0)).size;
  const isInOrder = order.length === columns.length && order.every((column, field) => column === field);
  if (told === "present") return { end, order: isInOrder || known === 0 ? null : order };
  if (known < places.size) return foreign(text, buffer, delimiter);
  if (columns.every((name) => Number.isFinite(Number(name))) && !(isInOrder && end < text.length))
    return null;
  return { end, order: isInOrder ? null : order };
}

/** A line of texts above one of numbers: a feature that turns into texts does so in all rows of a request. */
function foreign(text: string, buffer: RowBuffer, delimiter: number): "foreign" | null {
  if (!/^\s*"?[^\s"\d.+-]/.test(text) || !text.trimEnd().includes("\n")) return null;
  const names = recordAt(text, 0, delimiter);
  const row = recordAt(text, names.next, delimiter).fields;
  if (names.fields.length !== row.length) return null;
  const numeric = buffer.columns.flatMap((_, column) => (buffer.isNumeric(column) ? [column] : []));
  const isForeign =
    numeric.length > 0 &&
    numeric.every((column) => isName(names.fields[column])) &&
    numeric.some((column) => isNumber(row[column]));
  return isForeign ? "foreign" : null;
}

function isName(field = ""): boolean {
  return !isMissing(field) && !isNumber(field);
}

function isNumber(field = ""): boolean {
  return field.trim() !== "" && Number.isFinite(Number(field));
}

function firstLine(text: string): string {
  const end = text.indexOf("\n");
  return end < 0 ? text : text.slice(0, end);
}

function probeOf(buffer: RowBuffer): string {
  const known = longest.get(buffer);
  if (known !== undefined) return known;
  const name = buffer.columns.reduce((one, other) => (other.length > one.length ? other : one), "");
  longest.set(buffer, name);
  return name;
}
