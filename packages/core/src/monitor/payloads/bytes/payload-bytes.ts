import type { Kernel } from "../../kernel/kernel.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import type { Payload, PayloadReading } from "../payload.ts";
import { payloadFormat } from "../payload-format.ts";
import { CsvBytes } from "./csv-bytes.ts";
import { JsonBytes } from "./json-bytes.ts";

/**
 * Takes the rows of a payload that stands as a text of JSON in the kernel's memory, and begins at a place, into a buffer.
 *
 * @returns the place of the quote that ends it; -1 when it is of another form, with some rows taken perhaps
 */
export type PayloadBytes = (from: number) => number;

/**
 * How payloads are read from bytes that are written as one that was read from its text; null where they are not. What
 * it reads of that one's own bytes is compared with what was read of its text.
 *
 * @param payload whose rows are the buffer's last
 */
export function payloadBytes(
  kernel: Kernel,
  payload: Payload,
  buffer: RowBuffer,
  reading: PayloadReading,
): PayloadBytes | null {
  const read = readerOf(kernel, payload, buffer, reading);
  if (!read) return null;
  const before = buffer.lastRows();
  const bytes = new TextEncoder().encode(JSON.stringify(payload.data));
  buffer.begin(0);
  const place = kernel.load(bytes, "proof");
  const isSame = read.take(place + 1) === place + bytes.length - 1 && areSame(before, buffer.lastRows());
  buffer.cancel();
  return isSame ? (from) => read.take(from) : null;
}

function readerOf(
  kernel: Kernel,
  payload: Payload,
  buffer: RowBuffer,
  { delimiter, features }: PayloadReading,
) {
  if (payload.encoding === "BASE64") return null;
  const format = payloadFormat(payload.data, payload, delimiter);
  if (format?.format === "csv") {
    return format.header === "present" ? null : CsvBytes.of(kernel, buffer, format.delimiter);
  }
  return format && !format.isLines && features === null ? JsonBytes.of(kernel, payload.data, buffer) : null;
}

function areSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((field, at) => Object.is(field, other[at]));
}
