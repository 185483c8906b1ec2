import type { RowBuffer } from "../window/row-buffer.ts";
import { carriageReturn, comma, fieldAt, lineFeed } from "./csv-field.ts";

/**
 * Takes the rows of a CSV text (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180) into a buffer: quotes may hold
 * commas, line ends and doubled quotes. Lines end in LF or CRLF; empty lines are left out. A quote that never closes
 * takes the rest.
 *
 * @returns how many fields the first row has that has not as many as there are columns, and null when all have;
 *   "full" when the text has more fields than a buffer holds
 */
export function csvRows(text: string, buffer: RowBuffer): number | "full" | null {
  return text.includes('"') ? quotedRows(text, buffer) : plainRows(text, buffer);
}

function plainRows(text: string, buffer: RowBuffer): number | "full" | null {
  const width = buffer.columns.length;
  const { length } = text;
  let start = 0;
  while (start < length) {
    if (!buffer.beginRow()) return "full";
    let field = 0;
    let from = start;
    let at = start;
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === comma) {
        if (field < width) buffer.part(field, text, from, at);
        field += 1;
        from = at + 1;
      } else if (code === lineFeed) break;
    }
    const to = at > from && text.charCodeAt(at - 1) === carriageReturn ? at - 1 : at;
    const isEmpty = field === 0 && to === from;
    if (!isEmpty) {
      if (field < width) buffer.part(field, text, from, to);
      if (field + 1 !== width) return field + 1;
      buffer.endRow();
    }
    start = at + 1;
  }
  return null;
}

function quotedRows(text: string, buffer: RowBuffer): number | "full" | null {
  const width = buffer.columns.length;
  let at = 0;
  while (at < text.length) {
    if (!buffer.beginRow()) return "full";
    let field = 0;
    let isEmpty = true;
    for (let more = true; more; field += 1) {
      const { value, next } = fieldAt(text, at);
      if (field < width) buffer.part(field, value, 0, value.length);
      isEmpty = field === 0 && value === "";
      more = text.charCodeAt(next) === comma;
      at = next + 1;
    }
    if (isEmpty) continue;
    if (field !== width) return field;
    buffer.endRow();
  }
  return null;
}
