import type { Kernel } from "../../kernel/kernel.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import { CategoryBytes } from "./category-bytes.ts";

/** How the values of a column are read from bytes. */
export type ColumnReading =
  | { readonly kind: "number"; readonly isBinary: boolean }
  | { readonly kind: "text"; readonly categories: CategoryBytes }
  | { readonly kind: "uncounted" };

/** How a buffer's columns are read, in order; null where something is derived of a column's values, which are texts then. */
export function readingsOf(buffer: RowBuffer, kernel: Kernel): readonly ColumnReading[] | null {
  const readings = buffer.columns.map((_, column): ColumnReading | null => {
    const counter = buffer.counterOf(column);
    if (counter?.kind === "numeric") return { kind: "number", isBinary: counter.isBinary };
    if (counter?.kind === "string")
      return { kind: "text", categories: new CategoryBytes(counter.places, kernel) };
    return buffer.isCounted(column) ? null : { kind: "uncounted" };
  });
  const known = readings.filter((reading) => reading !== null);
  return known.length === readings.length ? known : null;
}

/** How packages/core/assembly/rows.ts is told of a column. */
export function kindCode({ kind }: ColumnReading): 0 | 1 | 2 {
  switch (kind) {
    case "uncounted":
      return 0;
    case "number":
      return 1;
    case "text":
      return 2;
  }
}
