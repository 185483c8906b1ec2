import { comma, fieldAt } from "./csv-field.ts";

/**
 * The records of a CSV text (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180), however many fields each has: quotes
 * may hold commas, line ends and doubled quotes. Lines end in LF or CRLF; empty lines are left out. A quote that
 * never closes takes the rest.
 */
export function csvRecords(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  for (let at = 0; at < text.length; ) {
    const record: string[] = [];
    for (let more = true; more; ) {
      const { value, next } = fieldAt(text, at);
      record.push(value);
      more = text.charCodeAt(next) === comma;
      at = next + 1;
    }
    if (record.length > 1 || record[0] !== "") records.push(record);
  }
  return records;
}
