import type { Column, Sortable, Sorting } from "./column.ts";

/** Made when texts are first compared: it takes longer than to sort a column of numbers. */
let collator: Intl.Collator | undefined;

function comparedTexts(one: string, other: string): number {
  collator ??= new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  return collator.compare(one, other);
}

/** Nothing known is last, whichever way. */
function compared(one: Sortable, other: Sortable, descending: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  const order =
    typeof one === "number" && typeof other === "number"
      ? one - other
      : comparedTexts(String(one), String(other));
  return descending ? -order : order;
}

/** Rows in a table's order, kept between questions: only what has changed is worked out anew. */
export function createRowModel<Row extends object>(columns: readonly Column<Row>[]) {
  let before: { readonly rows: readonly Row[]; readonly sorting: Sorting } | null = null;
  let sorted: readonly Row[] = [];

  return (rows: readonly Row[], sorting: Sorting): readonly Row[] => {
    const { column, descending } = sorting;
    const same = before?.sorting.column === column && before.sorting.descending === descending;
    if (before?.rows === rows && same) return sorted;
    before = { rows, sorting };
    const value = columns.find(({ id }) => id === column)?.value;
    sorted = value === undefined ? rows : sortedBy(rows, value, descending);
    return sorted;
  };
}

/** Rows of one value are one thing to sort: of thousands of models a column says a handful of things. */
function sortedBy<Row>(
  rows: readonly Row[],
  value: (row: Row) => Sortable,
  descending: boolean,
): readonly Row[] {
  const groups = new Map<Sortable, Row[]>();
  for (const row of rows) {
    const of = value(row);
    const group = groups.get(of);
    if (group) group.push(row);
    else groups.set(of, [row]);
  }
  return [...groups].sort(([one], [other]) => compared(one, other, descending)).flatMap(([, group]) => group);
}
