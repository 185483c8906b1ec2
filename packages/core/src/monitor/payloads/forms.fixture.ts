import type { Payload } from "./payload.ts";

type Scalar = number | string | null;
export type Row = readonly Scalar[];

/** A form in which the same rows may be sent. */
export interface Form {
  readonly name: string;
  readonly contentType: string;
  /** @param columns names of the values, in order */
  readonly write: (rows: readonly Row[], columns: readonly string[]) => string;
}

const named = (row: Row, columns: readonly string[]) =>
  Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null]));
const byColumn = (rows: readonly Row[], columns: readonly string[], wrap: (value: Scalar) => unknown) =>
  Object.fromEntries(columns.map((column, place) => [column, rows.map((row) => wrap(row[place] ?? null))]));
const field = (value: Scalar) => {
  const text = value === null ? "" : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const csv = (rows: readonly Row[], delimiter = ",") =>
  rows.map((row) => `${row.map(field).join(delimiter)}\n`).join("");
const turned = <T>(list: readonly T[]) => list.toReversed();

type Written = readonly [name: string, contentType: string, write: Form["write"]];

const written: readonly Written[] = [
  ["CSV", "text/csv", (rows) => csv(rows)],
  [
    "CSV in quotes",
    "text/csv",
    (rows) =>
      rows
        .map((row) => row.map((value) => `"${String(value ?? "").replaceAll('"', '""')}"`).join(","))
        .join("\r\n"),
  ],
  ["CSV with header", "text/csv", (rows, columns) => csv([columns, ...rows])],
  ["CSV with a header that is told", "text/csv; header=present", (rows, columns) => csv([columns, ...rows])],
  [
    "CSV with a header in another order",
    "text/csv",
    (rows, columns) => csv([turned(columns), ...rows.map(turned)]),
  ],
  [
    "CSV with an index",
    "text/csv",
    (rows, columns) => csv([["", ...columns], ...rows.map((row, place) => [place, ...row])]),
  ],
  ["tabs", "text/tab-separated-values", (rows) => csv(rows, "\t")],
  ["lists", "application/json", (rows) => JSON.stringify(rows)],
  [
    "named values",
    "application/json; charset=utf-8",
    (rows, columns) => JSON.stringify(rows.map((row) => named(row, columns))),
  ],
  [
    "columns",
    "application/json",
    (rows, columns) => JSON.stringify(byColumn(rows, columns, (value) => value)),
  ],
  [
    "columns of lists of one",
    "application/json",
    (rows, columns) => JSON.stringify(byColumn(rows, columns, (value) => [value])),
  ],
  [
    "columns by an index",
    "application/json",
    (rows, columns) =>
      JSON.stringify(
        Object.fromEntries(
          columns.map((column, place) => [
            column,
            Object.fromEntries(rows.map((row, index) => [index, row[place] ?? null])),
          ]),
        ),
      ),
  ],
  ["instances", "application/json", (rows) => JSON.stringify({ instances: rows })],
  [
    "instances of wrapped values",
    "application/json",
    (rows, columns) =>
      JSON.stringify({
        instances: rows.map((row) =>
          Object.fromEntries(columns.map((column, place) => [column, [row[place] ?? null]])),
        ),
      }),
  ],
  [
    "instances of one input",
    "application/json",
    (rows) => JSON.stringify({ instances: rows.map((row) => ({ dense_1: row })) }),
  ],
  [
    "instances of features",
    "application/json",
    (rows) => JSON.stringify({ instances: rows.map((features) => ({ features })) }),
  ],
  [
    "SageMaker's vectors",
    "application/json",
    (rows) => JSON.stringify({ instances: rows.map((values) => ({ data: { features: { values } } })) }),
  ],
  ["features", "application/json", (rows) => JSON.stringify({ features: rows })],
  ["data", "application/json", (rows) => JSON.stringify({ data: rows })],
  [
    "columns and data",
    "application/json",
    (rows, columns) => JSON.stringify({ columns: turned(columns), data: rows.map(turned) }),
  ],
  [
    "dataframe_split",
    "application/json",
    (rows, columns) =>
      JSON.stringify({ dataframe_split: { columns, index: rows.map((_, place) => place), data: rows } }),
  ],
  [
    "dataframe_records",
    "application/json",
    (rows, columns) => JSON.stringify({ dataframe_records: rows.map((row) => named(row, columns)) }),
  ],
  ["inputs", "application/json", (rows) => JSON.stringify({ inputs: rows })],
  [
    "inputs by name",
    "application/json",
    (rows, columns) => JSON.stringify({ inputs: byColumn(rows, columns, (value) => [value]) }),
  ],
  [
    "KServe V2, flat",
    "application/json",
    (rows, columns) =>
      JSON.stringify({
        id: "7",
        inputs: [{ name: "in", shape: [rows.length, columns.length], datatype: "BYTES", data: rows.flat() }],
      }),
  ],
  [
    "KServe V2, nested",
    "application/json",
    (rows, columns) =>
      JSON.stringify({
        inputs: [{ name: "in", shape: [rows.length, columns.length], datatype: "BYTES", data: rows }],
      }),
  ],
  [
    "KServe V2, a tensor a column",
    "application/json",
    (rows, columns) =>
      JSON.stringify({
        inputs: columns.map((name, place) => ({
          name,
          shape: [rows.length, 1],
          datatype: "BYTES",
          data: rows.map((row) => row[place] ?? null),
        })),
      }),
  ],
  [
    "JSON Lines of names",
    "application/jsonlines",
    (rows, columns) => rows.map((row) => `${JSON.stringify(named(row, columns))}\n`).join(""),
  ],
  [
    "JSON Lines of lists",
    "application/x-ndjson",
    (rows) => rows.map((row) => JSON.stringify(row)).join("\n"),
  ],
  [
    "JSON Lines of vectors",
    "application/jsonlines",
    (rows) => rows.map((values) => `${JSON.stringify({ data: { features: { values } } })}\n`).join(""),
  ],
  [
    "JSON Lines that are called JSON",
    "application/json",
    (rows) => rows.map((features) => `${JSON.stringify({ features })}\n`).join(""),
  ],
];

/** Every form that is read, by what writes it. */
export const forms: readonly Form[] = written.map(([name, contentType, write]) => ({
  name,
  contentType,
  write,
}));

/** As SageMaker captures it: the content type is listed, or it is not and the payload is kept as BASE64. */
export function asCaptured(form: Form, rows: readonly Row[], columns: readonly string[]): readonly Payload[] {
  const { contentType } = form;
  const text = form.write(rows, columns);
  const listed = contentType.startsWith("text/") ? "CSV" : "JSON";
  return [
    { data: text, encoding: listed, contentType },
    { data: Buffer.from(text).toString("base64"), encoding: "BASE64", contentType },
  ];
}
