import { kindOf } from "../../../schema/issues.ts";
import { mostFields, type RowBuffer } from "../../window/counting/row-buffer.ts";
import { isEmbedding, listed, listRow, orderedRow, own, tooMany } from "./row-writer.ts";

/** One tensor, its values row by row. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly unknown[];
}

/** Whether a list holds tensors of the Open Inference Protocol (KServe V2). */
export function areTensors(list: readonly unknown[]): boolean {
  return (
    list.length > 0 &&
    list.every(
      (one) =>
        // Columns may be called so: then their values are no name and no list.
        typeof one === "object" &&
        one !== null &&
        typeof own(one, "name") === "string" &&
        own(one, "shape") !== undefined,
    )
  );
}

/**
 * The tensors of a request or an answer, whether their data are flat or nested.
 * https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol
 *
 * @returns what is wrong with one of them, without a value
 */
export function tensorsOf(list: readonly unknown[]): readonly Tensor[] | string {
  const tensors: Tensor[] = [];
  for (const json of list) {
    const tensor = tensorOf(json as object); // areTensors() has seen it
    if (typeof tensor === "string") return tensor;
    tensors.push(tensor);
  }
  return tensors;
}

function tensorOf(json: object): Tensor | string {
  const [name, shape, data] = [own(json, "name"), own(json, "shape"), own(json, "data")];
  if (!Array.isArray(shape) || !shape.every((size) => Number.isSafeInteger(size) && Number(size) >= 0)) {
    return `the shape of a tensor is ${kindOf(shape)}; expected a list of whole numbers`;
  }
  if (!Array.isArray(data)) return "a tensor has no list of data; expected its values in JSON";
  const values = flat(data);
  if (values === null) return tooMany();
  const size = shape.reduce((product: number, extent: number) => product * extent, 1);
  if (values.length !== size) {
    return `a tensor has ${values.length} values; expected as many as its shape says`;
  }
  return { name: typeof name === "string" ? name : "", shape, values };
}

/** The scalars of nested lists in order; null when they are more than a request holds. */
function flat(data: readonly unknown[]): readonly unknown[] | null {
  if (data.every((value) => !Array.isArray(value))) return data;
  const values: unknown[] = [];
  const open: { readonly list: readonly unknown[]; next: number }[] = [{ list: data, next: 0 }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    if (top.next === top.list.length) {
      open.pop();
      continue;
    }
    const value = top.list[top.next];
    top.next += 1;
    if (Array.isArray(value)) open.push({ list: value, next: 0 });
    else if (values.push(value) > mostFields) return null;
  }
  return values;
}

/** Takes one tensor of rows, or one tensor for each column. */
export function tensorRows(list: readonly unknown[], buffer: RowBuffer): string | null {
  const tensors = tensorsOf(list);
  if (typeof tensors === "string") return tensors;
  const [only] = tensors;
  const width = buffer.columns.length;
  if (only && tensors.length === 1 && !(buffer.places.has(only.name) && width > 1)) {
    const [first = 1, ...rest] = only.shape;
    const each = rest.reduce((product, extent) => product * extent, 1);
    const isOneRow = rest.length === 0 && (width > 1 || buffer.lengthOf(0) !== null);
    return slices(only.values, isOneRow ? first : each, buffer);
  }
  const order = tensors.map(({ name }) => buffer.places.get(name) ?? -1);
  if (order.every((column) => column < 0)) {
    return `its tensors have other names than the columns: ${listed(buffer.columns)}`;
  }
  const named = tensors.filter((_, place) => (order[place] ?? -1) >= 0);
  const columns = order.filter((column) => column >= 0);
  const rows = named[0]?.shape[0] ?? 1;
  // Of embeddings a row has as many numbers as the rest of the shape says.
  const widths = named.map(({ values }, place) =>
    buffer.lengthOf(columns[place] ?? -1) === null ? 1 : values.length / rows,
  );
  if (
    named.some(
      ({ shape, values }, place) => (shape[0] ?? 1) !== rows || values.length !== rows * (widths[place] ?? 1),
    )
  ) {
    return "its tensors have different shapes; expected one value a row in each";
  }
  for (let row = 0; row < rows; row += 1) {
    const values = named.map((tensor, place) => valueAt(tensor, row, widths[place] ?? 1));
    const reason = orderedRow(values, columns, buffer);
    if (reason !== null) return reason;
  }
  return null;
}

function valueAt({ values }: Tensor, row: number, width: number): unknown {
  return width === 1 ? values[row] : values.slice(row * width, (row + 1) * width);
}

function slices(values: readonly unknown[], width: number, buffer: RowBuffer): string | null {
  for (let from = 0; from < values.length; from += width) {
    const row = values.slice(from, from + width);
    const isOne = buffer.columns.length === 1 && isEmbedding(row, 0, buffer);
    const reason = listRow(isOne ? [row] : row, buffer);
    if (reason !== null) return reason;
  }
  return null;
}
