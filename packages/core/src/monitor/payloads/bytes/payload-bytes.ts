import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import type { Payload, PayloadReading } from "../payload.ts";
import { payloadFormat } from "../payload-format.ts";
import { CsvBytes } from "./csv-bytes.ts";
import { JsonBytes } from "./json-bytes.ts";

/**
 * Takes the rows of a payload that stands as a text of JSON among bytes, and begins at a place, into a buffer.
 *
 * @returns the place of the quote that ends it; -1 when it is of another form, with some rows taken perhaps
 */
export type PayloadBytes = (bytes: Uint8Array, from: number) => number;

/**
 * How payloads are read from bytes that are written as one that was read from its text; null where they are not. What
 * it reads of that one's own bytes is compared with what was read of its text.
 *
 * @param payload whose rows are the buffer's last
 */
export function payloadBytes(
  payload: Payload,
  buffer: RowBuffer,
  reading: PayloadReading,
): PayloadBytes | null {
  const read = readerOf(payload, buffer, reading);
  if (!read) return null;
  const before = buffer.lastRows();
  const bytes = new TextEncoder().encode(JSON.stringify(payload.data));
  buffer.begin(0);
  const isSame = read.take(bytes, 1) === bytes.length - 1 && areSame(before, buffer.lastRows());
  buffer.cancel();
  return isSame ? (all, from) => read.take(all, from) : null;
}

function readerOf(payload: Payload, buffer: RowBuffer, { delimiter, features }: PayloadReading) {
  if (payload.encoding === "BASE64") return null;
  const format = payloadFormat(payload.data, payload, delimiter);
  if (format?.format === "csv") {
    return format.header === "present" ? null : CsvBytes.of(buffer, format.delimiter);
  }
  return format && !format.isLines && features === null ? JsonBytes.of(payload.data, buffer) : null;
}

/** Unknown categories have another number each time. */
function areSame(one: readonly number[], other: readonly number[]): boolean {
  const isUnknown = (field = 0) => field < 0 && field !== Number.NEGATIVE_INFINITY;
  return (
    one.length === other.length &&
    one.every((field, at) => Object.is(field, other[at]) || (isUnknown(field) && isUnknown(other[at])))
  );
}
