/** What a content type says of a payload. */
export interface ContentType {
  /** "any" says nothing, such as `application/octet-stream`; "other" may be any of one's own; "none" holds no rows of values. */
  readonly format: "csv" | "tsv" | "json" | "json lines" | "any" | "other" | "none";
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

/** What is no CSV, even where whoever captured listed it so. */
const none =
  /^(?:image|audio|video|font|model|multipart)\/|libsvm|recordio|protobuf|parquet|npy|pickle|arrow|(?:\/|\+)(?:xml|html|pdf|zip)$/;

/** A window's requests mostly have one content type. */
let last: readonly [text: string, read: ContentType] = ["", { format: "any", header: null }];

/** Reads a content type, whatever its parameters, case and suffix (`application/vnd.acme.rows+json`). */
export function readContentType(text: string): ContentType {
  if (last[0] !== text) last = [text, read(text)];
  return last[1];
}

function otherFormat(name: string): ContentType["format"] {
  if (name.endsWith("+json")) return "json";
  return none.test(name) ? "none" : "other";
}

function read(text: string): ContentType {
  const [first = "", ...parameters] = text.toLowerCase().split(";");
  const name = first.trim();
  const header = parameters
    .map((parameter) => /^\s*header\s*=\s*"?(present|absent)"?\s*$/.exec(parameter)?.[1])
    .find((told) => told !== undefined);
  return {
    format: formats.get(name) ?? otherFormat(name),
    header: header === "present" || header === "absent" ? header : null,
  };
}
