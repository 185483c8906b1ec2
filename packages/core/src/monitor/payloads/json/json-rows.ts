import { kindOf } from "../../../schema/issues.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import { looksLikeJson } from "../json-text.ts";
import { namedValues, onlyInput } from "./named-values.ts";
import { isEmbedding, isScalar, listed, listRow, own } from "./row-writer.ts";
import { isFrameOf, isSplitFrame, splitFrame } from "./split-frame.ts";
import { areTensors, tensorRows } from "./tensors.ts";

/** Deeper than any documented form, and shallow enough that no stack ends. */
const deepest = 10;

/** Fields that hold rows, in the order in which they are looked for; `features` holds one too. */
const wrappers = [
  "dataframe_split",
  "dataframe_records",
  "instances",
  "inputs",
  "features",
  "data",
  // What a batch transform joins with its output:
  // https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform-data-processing.html
  "SageMakerInput",
] as const;

/**
 * Takes the rows of a JSON value into a buffer. Where a value can be read in two ways the columns decide: a list of as
 * many values as there are columns is a row.
 *
 * @returns null, or what is not understood, without a value of it; never throws
 */
export function jsonRows(json: unknown, buffer: RowBuffer): string | null {
  return rows(json, buffer, 0);
}

function rows(json: unknown, buffer: RowBuffer, depth: number): string | null {
  if (depth > deepest) return "is nested too deeply; expected rows";
  if (json === null) return "is null; expected rows";
  if (!Array.isArray(json)) return row(json, buffer, depth);
  const width = buffer.columns.length;
  if (width > 1) {
    const isRow = json.some((value) => isScalar(value));
    // As many lists of one value as there are columns are a row whose values are wrapped.
    const isWhole = json.every((value, column) => isWrapped(value) || isEmbedding(value, column, buffer));
    if (isRow || (json.length === width && isWhole)) return listRow(json, buffer);
  } else if (isEmbedding(json, 0, buffer)) return listRow([json], buffer);
  const only: unknown = json.length === 1 ? json[0] : undefined;
  // A list of one list of values is a row, of another model's width where the model has one column.
  const isBatch =
    Array.isArray(only) && only.length > 1 && (width > 1 || !only.every((value) => isScalar(value)));
  if (isBatch) return rows(only, buffer, depth + 1);
  for (const each of json) {
    const reason = row(each, buffer, depth);
    if (reason !== null) return reason;
  }
  return null;
}

function isWrapped(value: unknown): boolean {
  return Array.isArray(value) && value.length === 1 && isScalar(value[0]);
}

function row(json: unknown, buffer: RowBuffer, depth: number): string | null {
  if (Array.isArray(json)) {
    const inner = innerRow(json);
    return listRow(buffer.columns.length === 1 && isEmbedding(inner, 0, buffer) ? [inner] : inner, buffer);
  }
  if (typeof json === "object" && json !== null) return fromObject(json, buffer, depth);
  if (typeof json === "string" && looksLikeJson(json) && !buffer.isCategory(0, json)) {
    return "is a text that holds JSON; expected the JSON itself";
  }
  return buffer.columns.length === 1
    ? listRow([json], buffer)
    : `is ${kindOf(json)}; expected rows: lists, or objects of named values`;
}

/** A row inside of lists of one. */
function innerRow(json: readonly unknown[]): readonly unknown[] {
  let inner = json;
  for (let first = inner[0]; inner.length === 1 && Array.isArray(first); first = inner[0]) inner = first;
  return inner;
}

function fromObject(json: object, buffer: RowBuffer, depth: number): string | null {
  if (depth > deepest) return "is nested too deeply; expected rows";
  if (isFrameOf(json, buffer)) return splitFrame(json, buffer);
  const wrapper = wrapperOf(json, buffer);
  if (wrapper !== null) return fromWrapper(json, wrapper, buffer, depth);
  const input = depth > 0 ? onlyInput(json, buffer) : undefined;
  if (input !== undefined) return input;
  const named = namedValues(json, buffer);
  if (named !== undefined) return named;
  return `is an object with none of the columns; expected values named ${listed(buffer.columns)}, or a list "features"`;
}

/** A field that holds the rows; none when the object has every column itself. */
function wrapperOf(json: object, { columns, places }: RowBuffer): (typeof wrappers)[number] | null {
  for (const name of wrappers) {
    if (!Object.hasOwn(json, name)) continue;
    const value: unknown = Reflect.get(json, name);
    // One column takes a bare value, too.
    if (isScalar(value) && (columns.length > 1 || name === "data")) continue;
    if (!places.has(name)) return columns.every((column) => Object.hasOwn(json, column)) ? null : name;
    // A column is called so: it holds rows when no other column is there, and what it holds is no column's values.
    const isColumn = isColumnOf(value, columns.length);
    if (!isColumn && !columns.some((column) => column !== name && Object.hasOwn(json, column))) return name;
  }
  return null;
}

/** Whether a value is that of one column, or its values in a list or by an index, and no row of all columns. */
function isColumnOf(value: unknown, width: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  const isIndex = Object.keys(value).every((key) => /^\d+$/.test(key));
  return isIndex && Object.values(value).every(isScalar) && !(width > 1 && isRowOf(value, width));
}

function isRowOf(value: unknown, width: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length === width && value.every(isScalar);
}

function fromWrapper(
  json: object,
  name: (typeof wrappers)[number],
  buffer: RowBuffer,
  depth: number,
): string | null {
  const value = own(json, name);
  switch (name) {
    case "dataframe_split":
      return splitFrame(typeof value === "object" && value !== null ? value : {}, buffer);
    case "inputs":
      if (Array.isArray(value)) {
        return areTensors(value) ? tensorRows(value, buffer) : rows(value, buffer, depth + 1);
      }
      return namedInputs(value, buffer, depth);
    case "features":
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? featuresOf(value, buffer, depth)
        : rows(value, buffer, depth + 1);
    case "data":
      return isSplitFrame(json) ? splitFrame(json, buffer) : rows(value, buffer, depth + 1);
    default:
      return rows(value, buffer, depth + 1);
  }
}

/** Tensors by name: one for each column, or a single one that holds the rows. */
function namedInputs(value: unknown, buffer: RowBuffer, depth: number): string | null {
  if (typeof value !== "object" || value === null) return row(value, buffer, depth + 1);
  const entries = Object.entries(value);
  const [only] = entries;
  const isOne = only !== undefined && entries.length === 1 && !buffer.places.has(only[0]);
  return isOne ? rows(only[1], buffer, depth + 1) : fromObject(value, buffer, depth + 1);
}

/**
 * SageMaker's vectors: `{"values": [...]}`, or with `keys` and `shape` the places that are not 0.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/cdf-inference.html
 */
function featuresOf(features: object, buffer: RowBuffer, depth: number): string | null {
  const [keys, values] = [own(features, "keys"), own(features, "values")];
  const isColumn = buffer.places.has("values") && !isRowOf(values, buffer.columns.length);
  if (!Array.isArray(values) || isColumn) return fromObject(features, buffer, depth + 1);
  if (!Array.isArray(keys) || keys.length === 0) return rows(values, buffer, depth + 1);
  const width = buffer.columns.length;
  const shape: unknown = own(features, "shape");
  const [size] = Array.isArray(shape) ? shape : [width];
  const isPlace = (key: unknown) => Number.isInteger(key) && Number(key) >= 0 && Number(key) < width;
  if (size !== width || keys.length > width || keys.length !== values.length || !keys.every(isPlace)) {
    return `a sparse vector does not fit; expected places below ${width}: ${listed(buffer.columns)}`;
  }
  const dense: unknown[] = Array.from({ length: width }, () => 0);
  for (const [place, key] of keys.entries()) dense[Number(key)] = values[place];
  return listRow(dense, buffer);
}
