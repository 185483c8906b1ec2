import { isMissing } from "../../values/value.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import type { ContentType } from "../content-type.ts";
import { firstLine, lineStart } from "../first-line.ts";
import { recordAt } from "./field.ts";

/** A first line that names the values of the others. */
export interface Header {
  /** Where the rows begin. */
  readonly end: number;
  /** The column of each field, -1 for one that is none; null when they are in the columns' order. */
  readonly order: readonly number[] | null;
}

/** What NumPy writes before a header: https://numpy.org/doc/stable/reference/generated/numpy.savetxt.html */
const comment = /^#\s*/;

/** A buffer's columns by their names in small letters, without those that only letter case tells apart. */
interface SmallNames {
  readonly places: ReadonlyMap<string, number>;
  /** The longest name: a text without it has no header, and is told so quickly. */
  readonly longest: string;
}

const smallNames = new WeakMap<RowBuffer, SmallNames>();

/**
 * The header of a CSV text, or null. Unless the content type says whether there is one, a first line is a header when
 * every column's name stands in it, in whatever letter case and order and beside whatever else. Names that are numbers must stand in the
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
  const start = lineStart(text);
  const small = smallNamesOf(buffer);
  if (told === null && !firstLine(text, start).toLowerCase().includes(small.longest)) {
    return foreign(text, start, buffer, delimiter);
  }
  const { fields, next: end } = recordAt(text, start, delimiter);
  const order = fields.map((field, place) => {
    const name = place === 0 ? field.trim().replace(comment, "") : field.trim();
    return places.get(name) ?? small.places.get(name.toLowerCase()) ?? -1;
  });
  const known = new Set(order.filter((column) => column >= 0)).size;
  const isInOrder = order.length === columns.length && order.every((column, field) => column === field);
  if (told === "present") return { end, order: isInOrder || known === 0 ? null : order };
  if (known < places.size) return foreign(text, start, buffer, delimiter);
  if (columns.every((name) => Number.isFinite(Number(name))) && !(isInOrder && end < text.length))
    return null;
  return { end, order: isInOrder ? null : order };
}

/** A line of texts above one of numbers: a feature that turns into texts does so in all rows of a request. */
function foreign(text: string, start: number, buffer: RowBuffer, delimiter: number): "foreign" | null {
  if (!/^\s*"?[^\s"\d.+-]/.test(text) || !text.trimEnd().includes("\n", start)) return null;
  const names = recordAt(text, start, delimiter);
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

function smallNamesOf(buffer: RowBuffer): SmallNames {
  const known = smallNames.get(buffer);
  if (known !== undefined) return known;
  const places = new Map<string, number>();
  const shared = new Set<string>();
  for (const [name, place] of buffer.places) {
    const small = name.toLowerCase();
    if (places.has(small)) shared.add(small);
    places.set(small, place);
  }
  const names = [...places.keys()];
  for (const name of shared) places.delete(name);
  const longest = names.reduce((one, other) => (other.length > one.length ? other : one), "");
  const made = { places, longest };
  smallNames.set(buffer, made);
  return made;
}
