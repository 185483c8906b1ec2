import { recordAt } from "./field.ts";

/**
 * The records of a CSV text (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180), however many fields each has: quotes
 * may hold delimiters, line ends and doubled quotes. Lines end in LF or CRLF; empty lines are left out. A quote that
 * never closes takes the rest.
 */
export function csvRecords(text: string, delimiter: string): readonly (readonly string[])[] {
  const code = delimiter.charCodeAt(0);
  const records: (readonly string[])[] = [];
  for (let at = 0; at < text.length; ) {
    const { fields, next } = recordAt(text, at, code);
    if (fields.length > 1 || fields[0]?.trim() !== "") records.push(fields);
    at = next;
  }
  return records;
}
