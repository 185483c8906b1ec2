import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import { isEmbedding, isOneValue, isScalar, listRow, own, put, tooMany, unwrapped } from "./row-writer.ts";

/**
 * Takes an object of named values: a row of scalars, or columns, which are lists of one length
 * (`{"lon": [1, 2], "lat": [3, 4]}`) or objects by the same index, as pandas writes a frame unless it is told otherwise
 * (https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.to_json.html).
 *
 * @returns null, or what is wrong; undefined when it has none of the columns
 */
export function namedValues(json: object, buffer: RowBuffer): string | null | undefined {
  const { columns } = buffer;
  if (!buffer.beginRow()) return tooMany();
  let found = 0;
  let isRow = true;
  for (let column = 0; column < columns.length; column += 1) {
    const name = columns[column] ?? "";
    if (!Object.hasOwn(json, name)) {
      buffer.absent(column);
      continue;
    }
    found += 1;
    const value: unknown = Reflect.get(json, name);
    if (isOneValue(value, column, buffer)) buffer.value(column, value);
    else if (buffer.isCounted(column)) isRow = false;
  }
  if (found === 0) return undefined;
  if (!isRow) return columnsOf(json, buffer);
  buffer.endRow();
  return null;
}

function columnsOf(json: object, buffer: RowBuffer): string | null {
  const values = buffer.columns.map((name, column) => {
    const value = buffer.isCounted(column) ? own(json, name) : undefined;
    // Beside lists of one value an embedding is the only one, too.
    return isEmbedding(value, column, buffer) ? [value] : value;
  });
  const given = values.filter((value) => value !== undefined);
  const lists = given.filter((value) => Array.isArray(value));
  if (lists.length === 0) return indexed(values, buffer);
  const [first = []] = lists;
  if (lists.some((list) => list.length !== first.length)) {
    return "the named values are lists of different lengths; expected one length";
  }
  if (first.length === 1 && given.every((value) => isScalar(unwrapped(value)))) {
    return rowAt(values, buffer, (value) =>
      Array.isArray(value) ? (value as readonly unknown[])[0] : value,
    );
  }
  if (lists.length < given.length) {
    return "some named values are lists and others are not; expected values of one row, or columns";
  }
  for (let row = 0; row < first.length; row += 1) {
    const reason = rowAt(values, buffer, (value) => (value as readonly unknown[])[row]); // all are lists
    if (reason !== null) return reason;
  }
  return null;
}

function indexed(values: readonly unknown[], buffer: RowBuffer): string | null {
  const expected = "expected one value a row, or columns";
  const [first] = values.filter((value) => value !== undefined);
  if (isScalar(first)) return `some named values are objects and others are not; ${expected}`;
  const index = Object.keys(first as object); // no scalar
  const texts = JSON.stringify(index);
  const isFrame = values.every(
    (value, column) =>
      value === undefined ||
      (!isScalar(value) &&
        JSON.stringify(Object.keys(value as object)) === texts && // no scalar
        Object.values(value as object).every((one) => isOneValue(one, column, buffer))),
  );
  if (!isFrame || !index.every((name) => /^\d+$/.test(name)))
    return `a named value is an object; ${expected}`;
  for (const name of index) {
    const reason = rowAt(values, buffer, (value) => own(value as object, name)); // all are objects
    if (reason !== null) return reason;
  }
  return null;
}

/** @param values by column, undefined for a column that is not there */
function rowAt(
  values: readonly unknown[],
  buffer: RowBuffer,
  pick: (value: unknown) => unknown,
): string | null {
  if (!buffer.beginRow()) return tooMany();
  for (const [column, value] of values.entries()) {
    if (value === undefined) buffer.absent(column);
    else {
      const reason = put(column, pick(value), buffer);
      if (reason !== null) return reason;
    }
  }
  buffer.endRow();
  return null;
}

/**
 * Takes the only value of an object as a row, where it has as many values as there are columns (`{"dense_1": [..]}`): its
 * name is a model's input, though a column may be called so.
 */
export function onlyInput(json: object, buffer: RowBuffer): string | null | undefined {
  const entries = Object.entries(json);
  const value: unknown = entries.length === 1 ? entries[0]?.[1] : undefined;
  const width = buffer.columns.length;
  if (width === 1 && entries.some(([name]) => buffer.places.has(name))) return undefined;
  if (width === 1 && isEmbedding(value, 0, buffer)) return listRow([value], buffer);
  return Array.isArray(value) && value.length === width && value.every((one) => isScalar(one))
    ? listRow(value, buffer)
    : undefined;
}
