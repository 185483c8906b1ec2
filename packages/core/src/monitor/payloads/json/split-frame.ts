import { kindOf } from "../../../schema/issues.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import { listed, listRow, orderedRow, own } from "./row-writer.ts";

/** Whether an object is a frame as pandas splits it: `{"columns": [...], "data": [[...]]}`. */
export function isSplitFrame(json: object): boolean {
  return Array.isArray(own(json, "columns")) && Array.isArray(own(json, "data"));
}

/** The same where columns may be called `columns` and `data`: then a frame names them all. */
export function isFrameOf(json: object, { places }: RowBuffer): boolean {
  if (!places.has("data") && !places.has("columns")) return false;
  const names: unknown = own(json, "columns");
  if (!isSplitFrame(json) || !Array.isArray(names)) return false;
  const given = new Set<unknown>(names);
  return [...places.keys()].every((name) => given.has(name));
}

/**
 * Takes the rows of a split frame by the names of its columns; columns that are numbered are in the baseline's order.
 * https://mlflow.org/docs/latest/ml/deployment/deploy-model-locally/
 */
export function splitFrame(json: object, buffer: RowBuffer): string | null {
  const [names, data] = [own(json, "columns"), own(json, "data")];
  if (!Array.isArray(names) || !Array.isArray(data)) {
    return 'a split frame lacks lists; expected {"columns": [...], "data": [[...], ...]}';
  }
  const order = names.map(
    (name: unknown) => (typeof name === "string" ? buffer.places.get(name) : undefined) ?? -1,
  );
  const isNumbered = names.every((name, place) => name === place);
  if (!isNumbered && order.every((column) => column < 0)) {
    return `its columns are none of those expected: ${listed(buffer.columns)}`;
  }
  const isInOrder =
    order.length === buffer.columns.length && order.every((column, place) => column === place);
  for (const row of data) {
    if (!Array.isArray(row)) return `a row of the frame is ${kindOf(row)}; expected a list`;
    const reason = isNumbered || isInOrder ? listRow(row, buffer) : orderedRow(row, order, buffer);
    if (reason !== null) return reason;
  }
  return null;
}
