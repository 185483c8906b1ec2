import { constructTable, createSortedRowModel, rowSortingFeature, tableFeatures } from "@tanstack/table-core";
import { storeReactivityBindings } from "@tanstack/table-core/store-reactivity-bindings";
import type { Column, Sortable, Sorting } from "./column.ts";

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function compared(one: Sortable, other: Sortable): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return collator.compare(String(one), String(other));
}

/** Rows in a table's order, kept between questions: only what has changed is worked out anew. */
export function createRowModel<Row extends object>(
  columns: readonly Column<Row>[],
  rowId: (row: Row) => string,
) {
  const table = constructTable({
    features,
    data: [] as Row[],
    getRowId: rowId,
    columns: columns.map(({ id, value }) => ({
      id,
      // Undefined is what the table sorts last, whichever way.
      accessorFn: (row: Row) => value(row) ?? undefined,
      sortUndefined: "last" as const,
      sortFn: (
        one: { getValue(column: string): unknown },
        other: { getValue(column: string): unknown },
        column: string,
      ) =>
        // What `value` gives, as the line above hands it on.
        compared(one.getValue(column) as Sortable, other.getValue(column) as Sortable),
    })),
  });
  let before: { readonly rows: readonly Row[]; readonly sorting: Sorting } | null = null;
  let sorted: readonly Row[] = [];

  return (rows: readonly Row[], sorting: Sorting): readonly Row[] => {
    const { column, descending } = before?.sorting ?? {};
    if (before?.rows === rows && column === sorting.column && descending === sorting.descending)
      return sorted;
    if (before?.rows !== rows) table.setOptions((options) => ({ ...options, data: [...rows] }));
    if (column !== sorting.column || descending !== sorting.descending) {
      table.setSorting([{ id: sorting.column, desc: sorting.descending }]);
    }
    before = { rows, sorting };
    sorted = table.getRowModel().rows.map(({ original }) => original);
    return sorted;
  };
}
