import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import type { ContentType } from "../content-type.ts";
import { carriageReturn, fieldAt, lineFeed } from "./field.ts";
import { headerOf } from "./header.ts";

const [tab, space] = [9, 32] as const;

/**
 * How a row differs from what is expected; "foreign" when a first line has names that are not the columns', "no CSV" when
 * the text is a list or an object in no JSON, such as Python's `str` of one.
 */
export type WrongRows =
  | { readonly values: number; readonly expected: number }
  | "full"
  | "foreign"
  | "no CSV";

/**
 * Takes the rows of a CSV text (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180) into a buffer: quotes may hold
 * delimiters, line ends and doubled quotes. Lines end in LF or CRLF; blank lines and a header are left out. A quote
 * that never closes takes the rest.
 *
 * @param delimiter one character
 * @returns how many values the first row has that has not as many as are expected, and null when all have; "full" when
 *   the text has more values than a buffer holds
 */
export function csvRows(
  text: string,
  buffer: RowBuffer,
  { delimiter, header: told }: { readonly delimiter: string; readonly header: ContentType["header"] },
): WrongRows | null {
  const code = delimiter.charCodeAt(0);
  // Line ends of old, which spreadsheets still write.
  if (text.includes("\r") && !text.includes("\n")) {
    return csvRows(text.replaceAll("\r", "\n"), buffer, { delimiter, header: told });
  }
  if (isPrinted(text, buffer, code)) return "no CSV";
  const header = headerOf(text, buffer, code, told);
  if (header === "foreign") return header;
  const start = header?.end ?? 0;
  const order = header?.order ?? null;
  return order === null && !text.includes('"')
    ? plainRows(text, start, buffer, code)
    : fieldRows(text, start, buffer, code, order);
}

/** Whether a text is a list or an object, as a program prints it; a category of the baseline may look so. */
function isPrinted(text: string, buffer: RowBuffer, delimiter: number): boolean {
  if (!/^\s*[[{(]/.test(text)) return false;
  return !buffer.isCategory(0, fieldAt(text, 0, delimiter).value);
}

function plainRows(text: string, begin: number, buffer: RowBuffer, delimiter: number): WrongRows | null {
  const width = buffer.columns.length;
  const { length } = text;
  let start = begin;
  while (start < length) {
    if (!buffer.beginRow()) return "full";
    let field = 0;
    let from = start;
    let at = start;
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === delimiter) {
        if (field < width) buffer.part(field, text, from, at);
        field += 1;
        from = at + 1;
      } else if (code === lineFeed) break;
    }
    const to = at > from && text.charCodeAt(at - 1) === carriageReturn ? at - 1 : at;
    const isEmpty = field === 0 && isBlank(text, from, to);
    if (!isEmpty) {
      if (field < width) buffer.part(field, text, from, to);
      if (field + 1 !== width) return { values: field + 1, expected: width };
      buffer.endRow();
    }
    start = at + 1;
  }
  return null;
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== space && code !== tab) return false;
  }
  return true;
}

/**
 * Rows whose values may be quoted, or be in an order of their own.
 *
 * @param order the column of each value, -1 for one that is none; null when they are in the columns' order
 */
function fieldRows(
  text: string,
  begin: number,
  buffer: RowBuffer,
  delimiter: number,
  order: readonly number[] | null,
): WrongRows | null {
  const width = buffer.columns.length;
  const expected = order?.length ?? width;
  const named = new Set(order);
  const absent = order ? buffer.columns.flatMap((_, column) => (named.has(column) ? [] : [column])) : [];
  let at = begin;
  while (at < text.length) {
    if (!buffer.beginRow()) return "full";
    let field = 0;
    let isEmpty = true;
    for (let more = true; more; field += 1) {
      const { value, next } = fieldAt(text, at, delimiter);
      const column = order ? (order[field] ?? -1) : field;
      if (column >= 0 && column < width) buffer.part(column, value, 0, value.length);
      isEmpty = field === 0 && isBlank(value, 0, value.length);
      more = text.charCodeAt(next) === delimiter;
      at = next + 1;
    }
    if (isEmpty) continue;
    if (field !== expected) return { values: field, expected };
    for (const column of absent) buffer.absent(column);
    buffer.endRow();
  }
  return null;
}
