import { broken } from "../../schema/issues.ts";
import { base64Text } from "../values/base64-text.ts";
import { mostFields, type RowBuffer } from "../window/row-buffer.ts";
import type { Capture } from "./captures.ts";
import { csvRows } from "./csv-rows.ts";

const dataPath = "captureData.endpointInput.data";
/** A model may have hundreds of columns; so many say which ones are meant. */
const namedColumns = 20;

/**
 * Takes the rows of a captured request into a buffer, all or none: half a request would be another distribution.
 *
 * Understands CSV rows, and JSON as an object of named values, `{"features": [...]}`, a list of either, or any of
 * them under "instances"; BASE64 holds one of these, as its content type says.
 *
 * @param buffer keeps what it held; its columns name the values of a row without names, in order
 * @returns null, or a reason that names the path of what is wrong; never throws
 */
export function captureRows(capture: Capture, buffer: RowBuffer): string | null {
  const { encoding, data } = capture;
  const payload = encoding === "BASE64" ? base64Text(data) : data;
  if (payload === null) return `${dataPath}: is no text in BASE64; expected CSV or JSON inside`;
  const isJson = encoding === "JSON" || (encoding === "BASE64" && isJsonInside(capture.contentType, payload));
  buffer.begin(payload.length);
  const reason = isJson ? fromJson(payload, buffer) : fromCsv(payload, buffer);
  if (reason === null && buffer.rows > 0) return null;
  buffer.cancel();
  return reason ?? broken(dataPath, payload, "at least one row");
}

function isJsonInside(contentType: string, payload: string): boolean {
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return type.endsWith("json") || /^\s*[[{]/.test(payload);
}

function fromCsv(payload: string, buffer: RowBuffer): string | null {
  const wrong = csvRows(payload, buffer);
  if (wrong === null) return null;
  return wrong === "full" ? tooMany() : otherWidth(wrong, buffer);
}

function fromJson(payload: string, buffer: RowBuffer): string | null {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return `${dataPath}: is no JSON; expected rows as JSON`;
  }
  if (Array.isArray(json)) {
    const isOneRow = json.length > 0 && json.every((value) => typeof value !== "object" || value === null);
    return isOneRow ? listRow(json, buffer) : eachRow(json, buffer);
  }
  const instances = own(json, "instances");
  return Array.isArray(instances) ? eachRow(instances, buffer) : anyRow(json, buffer);
}

function eachRow(rows: readonly unknown[], buffer: RowBuffer): string | null {
  for (const row of rows) {
    const reason = anyRow(row, buffer);
    if (reason !== null) return reason;
  }
  return null;
}

function anyRow(json: unknown, buffer: RowBuffer): string | null {
  if (Array.isArray(json)) return listRow(json, buffer);
  if (typeof json !== "object" || json === null) {
    return broken(dataPath, json, "rows: lists, or objects of named values");
  }
  const features = own(json, "features");
  return Array.isArray(features) ? listRow(features, buffer) : namedRow(json, buffer);
}

function listRow(values: readonly unknown[], buffer: RowBuffer): string | null {
  if (values.length !== buffer.columns.length) return otherWidth(values.length, buffer);
  if (!buffer.beginRow()) return tooMany();
  for (let column = 0; column < values.length; column += 1) buffer.value(column, values[column]);
  buffer.endRow();
  return null;
}

function namedRow(json: object, buffer: RowBuffer): string | null {
  const { columns } = buffer;
  if (!buffer.beginRow()) return tooMany();
  let found = 0;
  for (const [column, name] of columns.entries()) {
    // Own fields only: a column may be called "constructor".
    if (Object.hasOwn(json, name)) {
      found += 1;
      buffer.value(column, Reflect.get(json, name));
    } else buffer.absent(column);
  }
  if (found === 0) return broken(dataPath, json, `values named ${listed(columns)}, or a list "features"`);
  buffer.endRow();
  return null;
}

function own(json: unknown, field: string): unknown {
  return typeof json === "object" && json !== null && Object.hasOwn(json, field)
    ? Reflect.get(json, field)
    : undefined;
}

function otherWidth(values: number, { columns }: RowBuffer): string {
  return `${dataPath}: a row has ${values} values; expected ${columns.length}: ${listed(columns)}`;
}

function tooMany(): string {
  return `${dataPath}: has more than ${mostFields} values; expected the rows of one request`;
}

function listed(columns: readonly string[]): string {
  const more = columns.length - namedColumns;
  return columns.slice(0, namedColumns).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
