import type { RowBuffer } from "../window/counting/row-buffer.ts";
import { csvRows } from "./csv/rows.ts";
import { jsonRows } from "./json/json-rows.ts";
import { listed, otherWidth, tooMany } from "./json/row-writer.ts";
import { eachJson } from "./json-text.ts";
import type { Payload, PayloadReading } from "./payload.ts";
import { payloadFormat } from "./payload-format.ts";
import { payloadText } from "./payload-text.ts";

/**
 * Takes the rows of a payload into a buffer, all or none: half a request would be another distribution. What is
 * understood stands in docs/reference/payloads.md, form by form.
 *
 * @param buffer keeps what it held; its columns name the values of a row without names, in order
 * @returns null, or why the payload is not understood, without a value of it; never throws
 */
export function payloadRows(payload: Payload, buffer: RowBuffer, reading: PayloadReading): string | null {
  const read = payloadText(payload, reading.gunzip);
  if (!read.ok) return read.reason;
  buffer.begin(read.text.length);
  const reason = rowsOf(read.text, payload, buffer, reading) ?? buffer.wrongValue ?? whyNoRows(buffer);
  if (reason !== null) buffer.cancel();
  return reason;
}

/** Why what was taken is no rows of the model; null when it is. */
function whyNoRows(buffer: RowBuffer): string | null {
  if (buffer.rows === 0) return "has no rows; expected at least one row";
  if (buffer.fits) return null;
  return `has texts in place of all numbers; expected values of ${listed(buffer.columns)}`;
}

function rowsOf(text: string, payload: Payload, buffer: RowBuffer, reading: PayloadReading): string | null {
  const format = payloadFormat(text, payload, reading.delimiter);
  if (format === null) return "has a content type that holds no rows of values; expected CSV or JSON";
  return format.format === "csv"
    ? fromCsv(text, buffer, format)
    : fromJson(text, buffer, reading, format.isLines);
}

function fromCsv(text: string, buffer: RowBuffer, dialect: Parameters<typeof csvRows>[2]): string | null {
  const wrong = csvRows(text, buffer, dialect);
  if (wrong === null) return null;
  if (wrong === "full") return tooMany();
  if (wrong === "no CSV") return "is neither CSV nor JSON, though it has brackets as JSON has";
  if (wrong === "foreign") {
    return `has a first line of other names; expected ${listed(buffer.columns)}, or the content type's header=present`;
  }
  return wrong.expected === buffer.columns.length
    ? otherWidth(wrong.values, buffer)
    : `a row has ${wrong.values} values; expected ${wrong.expected}, as the header has`;
}

function fromJson(
  text: string,
  buffer: RowBuffer,
  { features }: PayloadReading,
  isLines: boolean,
): string | null {
  return eachJson(text, isLines, (json) => {
    if (features === null) return jsonRows(json, buffer);
    const found = features(json);
    if (!found.ok) return `drift.features ${found.why}`;
    if (found.value === null || found.value === undefined) return "drift.features finds nothing in it";
    return jsonRows(found.value, buffer);
  });
}
