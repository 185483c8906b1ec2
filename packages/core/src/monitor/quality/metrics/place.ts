import { brokenKind, kindOf } from "../../../schema/issues.ts";
import { csvRecords } from "../../payloads/csv/records.ts";
import { isScalar, own, unwrapped } from "../../payloads/json/row-writer.ts";
import { areTensors, type Tensor, tensorsOf } from "../../payloads/json/tensors.ts";
import { eachJson } from "../../payloads/json-text.ts";
import type { Payload, Place, PlaceReading } from "../../payloads/payload.ts";
import { payloadFormat } from "../../payloads/payload-format.ts";
import { payloadText } from "../../payloads/payload-text.ts";

/** Deeper than any payload of a model, and shallow enough that no stack ends. */
const deepest = 20;
/** Fields that hold a model's answers, or a batch's; `outputs` holds tensors. */
const wrappers = ["predictions", "outputs", "SageMakerOutput", "instances", "data"] as const;
/**
 * A call, a filter, a slice, a projection, a pipe, a choice, a literal, or a bracket that is not one around a name or a
 * number: none of them is in a path.
 */
const onlyInExpressions = /[|()&{}`@"'!<>=?]|\[(?!(?:\w+|\*)\])|(?<!\[(?:\w+|\*))\]/;

/** Whether a place is a JMESPath. */
export function isExpression(place: Place): place is string {
  return typeof place === "string" && onlyInExpressions.test(place);
}

/**
 * The values at a place, one for each row of the payload. A path's `*` stands for every element of a list, and a path
 * that ends at a list stands for its elements. A column of JSON is an element of a list, of each one where there are
 * several, and of a tensor's rows; 0 is a bare value too. Each line of JSON Lines has its own.
 *
 * @param path of the payload, for what is told of it
 * @param rows how many values there should be, where that is known: it tells a list of answers from a list of one's parts
 * @returns the values, at least one, or what is wrong and where, without a value; never throws
 */
export function valuesAt(
  payload: Payload,
  place: Place,
  path: string,
  { reading, rows = null }: { readonly reading: PlaceReading; readonly rows?: number | null },
): readonly unknown[] | string {
  const read = payloadText(payload, reading.gunzip);
  if (!read.ok) return `${path}: ${read.reason}`;
  const { text } = read;
  const format = payloadFormat(text, payload, ",");
  if (format === null) return `${path}: has a content type that holds no values; expected CSV or JSON`;
  const values: unknown[] = [];
  const reason =
    format.format === "csv"
      ? inCsv(csvRecords(text, format.delimiter), place, format.header === "present", values)
      : eachJson(text, format.isLines, (json, isLine) =>
          inJson(json, place, { reading, rows: isLine ? null : rows }, values),
        );
  if (reason !== null) return `${path}: ${reason}`;
  return values.length > 0 ? values : brokenKind(path, text, "at least one value");
}

function inCsv(
  records: readonly (readonly string[])[],
  place: Place,
  hasHeader: boolean,
  values: unknown[],
): string | null {
  const named = hasHeader ? (records[0]?.map((name) => name.trim()).indexOf(String(place)) ?? -1) : -1;
  const column = typeof place === "number" ? place : named;
  if (column < 0) {
    return `is CSV; expected JSON, because the policy says that the value lies at ${JSON.stringify(place)}`;
  }
  for (const record of hasHeader ? records.slice(1) : records) {
    if (record.length <= column) {
      return `a row has ${record.length} values; expected a value in column ${column}`;
    }
    values.push(record[column]);
  }
  return null;
}

interface Wanted {
  readonly reading: PlaceReading;
  readonly rows: number | null;
}

function inJson(json: unknown, place: Place, { reading, rows }: Wanted, values: unknown[]): string | null {
  if (isExpression(place)) return byExpression(json, place, reading, values);
  const found = typeof place === "number" ? atColumn(json, place, rows, false) : atPath(json, place);
  if (typeof found === "string") return found;
  // One by one: there may be more than a call has arguments.
  for (const value of found) values.push(unwrapped(value));
  return found.length > 0 ? null : expectedAt(json, place);
}

function byExpression(
  json: unknown,
  place: string,
  { expressions }: PlaceReading,
  values: unknown[],
): string | null {
  const find = expressions.get(place);
  if (!find) return `is not read; the expression ${JSON.stringify(place)} is not loaded`;
  const found = find(json);
  if (!found.ok) return `${JSON.stringify(place)} ${found.why}`;
  const { value } = found;
  if (value === null || value === undefined) return expectedAt(json, place);
  for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value])
    values.push(unwrapped(one));
  return null;
}

function expectedAt(json: unknown, place: Place): string {
  return `is ${kindOf(json)}; expected a value at ${JSON.stringify(place)}`;
}

/** @param isAnswers whether the value is what a model answers with, one for each row */
function atColumn(
  json: unknown,
  column: number,
  rows: number | null,
  isAnswers: boolean,
): readonly unknown[] | string {
  if (Array.isArray(json)) return inList(json, column, rows, isAnswers);
  if (typeof json !== "object" || json === null) return column === 0 ? [json] : [];
  const direct = own(json, String(column));
  if (direct !== undefined) return elements(direct);
  const name = wrappers.find((wrapper) => Object.hasOwn(json, wrapper));
  if (name === undefined) return [];
  const inner = own(json, name);
  if (Array.isArray(inner) && areTensors(inner)) {
    const tensors = tensorsOf(inner);
    return typeof tensors === "string" ? tensors : columnOf(tensors, column);
  }
  return Array.isArray(inner) || isScalar(inner) ? atColumn(inner, column, rows, true) : [];
}

function inList(
  list: readonly unknown[],
  column: number,
  rows: number | null,
  isAnswers: boolean,
): readonly unknown[] {
  if (list.length > 0 && list.every((row) => Array.isArray(row))) {
    const lists = list as readonly (readonly unknown[])[];
    return lists.every((row) => row.length > column) ? lists.map((row) => row[column]) : [];
  }
  if (list.some((value) => !isScalar(value))) return [];
  const areRows = column === 0 && (list.length === rows || (isAnswers && rows !== 1));
  return areRows ? list : list.slice(column, column + 1);
}

/** A column of the rows of one tensor, or of several that are columns. */
function columnOf(tensors: readonly Tensor[], column: number): readonly unknown[] | string {
  const [only] = tensors;
  if (!only || tensors.length > 1) return tensors[column]?.values ?? [];
  const width = only.shape.slice(1).reduce((product, extent) => product * extent, 1);
  if (column >= width) return [];
  return only.values.filter((_, place) => place % width === column);
}

function atPath(json: unknown, place: string): readonly unknown[] {
  const steps = place
    .replace(/^\$\.?/, "")
    .replaceAll(/\[(\w+|\*)\]/g, ".$1")
    .split(".")
    .filter((step) => step !== "")
    .slice(0, deepest);
  const found = steps.reduce<readonly unknown[]>(
    (values, step) => values.flatMap((value) => inside(value, step)),
    [json],
  );
  return found.length > 0 ? found.flatMap(elements) : ofTensor(json, place);
}

/** The values of an output tensor by its name. */
function ofTensor(json: unknown, name: string): readonly unknown[] {
  const outputs = typeof json === "object" && json !== null ? own(json, "outputs") : null;
  if (!Array.isArray(outputs) || !areTensors(outputs)) return [];
  const tensors = tensorsOf(outputs);
  return typeof tensors === "string" ? [] : (tensors.find((tensor) => tensor.name === name)?.values ?? []);
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function inside(value: unknown, step: string): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step === "*") return Array.isArray(value) ? (value as readonly unknown[]) : [];
  const found = Object.getOwnPropertyDescriptor(value, step);
  return found && "value" in found ? [found.value] : [];
}
