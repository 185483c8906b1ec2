import { parseJson } from "../../../schema/python-json.ts";
import { absentField } from "../../values/number-field.ts";
import { RowBuffer } from "../../window/counting/row-buffer.ts";
import { jsonRows } from "../json/json-rows.ts";

/** A JSON text's texts, numbers and words, keys among them. */
const scalars = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/g;
const isKey = /^\s*:/;
/** The values of a text are replaced by whole numbers from this one on, to see where each goes. */
const firstProbe = 7_340_033;
/** Longer texts are not learned: forms that long are seldom sent twice, and each takes memory. */
const longestForm = 100_000;
/** Takes any number, and counts none. */
const anyNumber = { kind: "numeric", isBinary: false } as const;
/** Blanks between a key and its colon; nobody writes more. */
const longestBlank = 8;

/** Where the values of JSON payloads of one form go. */
export interface JsonForm {
  readonly rows: number;
  /** Columns that the rows do not have. */
  readonly absent: readonly number[];
  /** In the order of the text. */
  readonly values: readonly JsonPlace[];
  /** What stands after the last of them. */
  readonly end: string;
}

interface JsonPlace {
  /** What stands between it and the one before. */
  readonly before: string;
  readonly row: number;
  readonly column: number;
}

/**
 * Where each value of a JSON payload goes, found by asking `jsonRows` about the same text with other values. What goes
 * nowhere belongs to the form.
 *
 * @param columns names of the values of a row
 * @returns null where `jsonRows` does not read the form as rows, whatever the values
 */
export function jsonForm(text: string, columns: readonly string[]): JsonForm | null {
  if (!/^[[{]/.test(text) || text.length > longestForm) return null;
  const values = valuesOf(text);
  if (values.length === 0) return null;
  const buffer = new RowBuffer(
    columns,
    columns.map(() => anyNumber),
  );
  const probe = replaced(text, values);
  buffer.begin(probe.length);
  // What nothing but numbers makes rows of, is rows whatever the numbers are.
  const json = parseJson(probe);
  if (!json.ok || jsonRows(json.value, buffer) !== null || buffer.rows === 0) return null;
  const { rows, fields } = buffer;
  const width = columns.length;
  const places = new Map<number, { row: number; column: number }>();
  const absent: number[] = [];
  for (let field = 0; field < rows * width; field += 1) {
    const [row, column] = [Math.floor(field / width), field % width];
    const value = fields[field] ?? absentField;
    if (value === absentField && row === 0) absent.push(column);
    if (value === absentField ? !absent.includes(column) : absent.includes(column)) return null;
    if (value === absentField) continue;
    const place = value - firstProbe;
    if (!(place >= 0 && place < values.length) || places.has(place)) return null;
    places.set(place, { row, column });
  }
  let from = 0;
  const placed = values.flatMap((value, index) => {
    const place = places.get(index);
    if (!place) return [];
    const before = text.slice(from, value.from);
    from = value.to;
    return [{ before, ...place }];
  });
  return { rows, absent, values: placed, end: text.slice(from) };
}

interface Part {
  readonly from: number;
  readonly to: number;
}

function valuesOf(text: string): readonly Part[] {
  return [...text.matchAll(scalars)]
    .map(({ 0: scalar, index }) => ({ from: index, to: index + scalar.length }))
    .filter(({ to }) => !isKey.test(text.slice(to, to + longestBlank)));
}

function replaced(text: string, values: readonly Part[]): string {
  let from = 0;
  const parts = values.map((value, index) => {
    const before = text.slice(from, value.from);
    from = value.to;
    return before + (firstProbe + index);
  });
  return parts.join("") + text.slice(from);
}
