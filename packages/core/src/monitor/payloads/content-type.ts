/** What a content type says of a payload. */
export interface ContentType {
  /** "any" says nothing, such as `application/octet-stream`; "other" is none that holds rows of values. */
  readonly format: "csv" | "tsv" | "json" | "json lines" | "any" | "other";
  /** Whether the first line of CSV has names (https://www.rfc-editor.org/rfc/rfc4180#section-3); null when untold. */
  readonly header: "present" | "absent" | null;
}

const formats: ReadonlyMap<string, ContentType["format"]> = new Map([
  ["text/csv", "csv"],
  ["text/x-csv", "csv"],
  ["application/csv", "csv"],
  ["application/x-csv", "csv"],
  ["text/tab-separated-values", "tsv"],
  ["text/tsv", "tsv"],
  ["application/json", "json"],
  ["application/x-json", "json"],
  ["text/json", "json"],
  ["application/jsonlines", "json lines"],
  ["application/x-jsonlines", "json lines"],
  ["application/json-lines", "json lines"],
  ["application/jsonl", "json lines"],
  ["application/x-jsonl", "json lines"],
  ["application/x-ndjson", "json lines"],
  ["application/ndjson", "json lines"],
  ["", "any"],
  ["*/*", "any"],
  ["text/plain", "any"],
  ["application/octet-stream", "any"],
  ["binary/octet-stream", "any"],
  // What curl says of any body: https://curl.se/docs/manpage.html#-d
  ["application/x-www-form-urlencoded", "any"],
  ["application/gzip", "any"],
  ["application/x-gzip", "any"],
]);

/** A window's requests mostly have one content type. */
let last: readonly [text: string, read: ContentType] = ["", { format: "any", header: null }];

/** Reads a content type, whatever its parameters, case and suffix (`application/vnd.acme.rows+json`). */
export function readContentType(text: string): ContentType {
  if (last[0] !== text) last = [text, read(text)];
  return last[1];
}

function read(text: string): ContentType {
  const [first = "", ...parameters] = text.toLowerCase().split(";");
  const name = first.trim();
  const header = parameters
    .map((parameter) => /^\s*header\s*=\s*"?(present|absent)"?\s*$/.exec(parameter)?.[1])
    .find((told) => told !== undefined);
  return {
    format: formats.get(name) ?? (name.endsWith("+json") ? "json" : "other"),
    header: header === "present" || header === "absent" ? header : null,
  };
}
