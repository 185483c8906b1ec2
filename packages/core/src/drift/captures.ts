import * as z from "zod/mini";
import { text } from "../signals/fields.ts";
import { broken, describeIssues } from "../signals/issues.ts";
import { moment } from "../signals/moment.ts";
import { csvRecords } from "./csv.ts";
import type { Row, Value } from "./value.ts";

const input = z.object(
  {
    data: z.string("the captured request, a text"),
    encoding: z.enum(["CSV", "JSON", "BASE64"], "CSV, JSON or BASE64"),
    observedContentType: z.nullish(z.string("a content type")),
  },
  "an object with the captured request",
);

const capture = z.object({
  captureData: z.object({ endpointInput: input }, "an object with endpointInput"),
  eventMetadata: z.object(
    { eventId: text("the event's id"), inferenceId: z.nullish(z.string("a text")), inferenceTime: moment },
    "an object with eventId and inferenceTime",
  ),
});

/** One captured request: as many rows as the request held. */
export type Capture =
  | {
      readonly ok: true;
      readonly rows: readonly Row[];
      /** ISO 8601 UTC. */
      readonly inferenceTime: string;
      readonly eventId: string;
      /** What ground truth is joined by, when the caller gave one. */
      readonly inferenceId: string | null;
    }
  | { readonly ok: false; readonly reason: string };

const dataPath = "captureData.endpointInput.data";

/**
 * Reads one line of a data capture file.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * Understands CSV rows, and JSON as an object of named values, `{"features": [...]}`, a list of either, or any of
 * them under "instances"; BASE64 holds one of these, as its content type says.
 *
 * @param columns names of the values of a row without names, in order
 * @returns the rows by column name, or a reason that names the path of what is wrong; never throws
 */
export function parseCapture(line: string, columns: readonly string[]): Capture {
  const json = jsonOf(line);
  if (json === undefined) return { ok: false, reason: "the line is no JSON; expected one captured request" };
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return { ok: false, reason: broken("the line", json, "an object with one captured request") };
  }
  const parsed = capture.safeParse(json);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json) };
  const { captureData, eventMetadata } = parsed.data;
  const rows = rowsOf(captureData.endpointInput, columns);
  if (typeof rows === "string") return { ok: false, reason: rows };
  const { inferenceTime, eventId, inferenceId = null } = eventMetadata;
  return { ok: true, rows, inferenceTime, eventId, inferenceId };
}

function rowsOf(request: z.output<typeof input>, columns: readonly string[]): readonly Row[] | string {
  const { encoding } = request;
  const payload = encoding === "BASE64" ? decoded(request.data) : request.data;
  if (payload === null) return `${dataPath}: is no text in BASE64; expected CSV or JSON inside`;
  const type = request.observedContentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  const isJson =
    encoding === "JSON" || (encoding === "BASE64" && (type.endsWith("json") || /^\s*[[{]/.test(payload)));
  const rows = isJson ? fromJson(jsonOf(payload), columns) : fromCsv(payload, columns);
  if (typeof rows !== "string" && rows.length === 0) {
    return broken(dataPath, payload, "at least one row");
  }
  return rows;
}

function fromCsv(payload: string, columns: readonly string[]): readonly Row[] | string {
  return collected(csvRecords(payload).map((values) => byPosition(values, columns)));
}

function fromJson(json: unknown, columns: readonly string[]): readonly Row[] | string {
  if (json === undefined) return `${dataPath}: is no JSON; expected rows as JSON`;
  if (Array.isArray(json)) {
    const isOneRow = json.length > 0 && json.every((value) => typeof value !== "object" || value === null);
    return collected(isOneRow ? [byPosition(json, columns)] : json.map((row) => rowOf(row, columns)));
  }
  const instances =
    typeof json === "object" && json !== null && Object.hasOwn(json, "instances")
      ? Reflect.get(json, "instances")
      : undefined;
  if (Array.isArray(instances)) return collected(instances.map((row) => rowOf(row, columns)));
  return collected([rowOf(json, columns)]);
}

function rowOf(json: unknown, columns: readonly string[]): Row | string {
  if (Array.isArray(json)) return byPosition(json, columns);
  if (typeof json !== "object" || json === null)
    return broken(dataPath, json, "rows: lists, or objects of named values");
  const fields = new Map<string, unknown>(Object.entries(json));
  const features = fields.get("features");
  if (Array.isArray(features)) return byPosition(features, columns);
  const named = columns.filter((column) => fields.has(column));
  if (named.length === 0) {
    return broken(dataPath, json, `values named ${columns.join(", ")}, or a list "features"`);
  }
  return Object.fromEntries(named.map((column) => [column, scalar(fields.get(column))]));
}

function byPosition(values: readonly unknown[], columns: readonly string[]): Row | string {
  if (values.length !== columns.length) {
    return `${dataPath}: a row has ${values.length} values; expected ${columns.length}: ${columns.join(", ")}`;
  }
  return Object.fromEntries(columns.map((column, index) => [column, scalar(values[index])]));
}

/** A list or an object is no value to count; it is told apart by its text. */
function scalar(value: unknown): Value {
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** All rows, or what is wrong with the first that is none: half a request would be another distribution. */
function collected(rows: readonly (Row | string)[]): readonly Row[] | string {
  return rows.find((row) => typeof row === "string") ?? rows.filter((row) => typeof row !== "string");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decoded(base64: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
