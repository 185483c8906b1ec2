import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isNarrow } from "../../store/narrow.ts";
import type { Column, Sorting } from "./column.ts";
import { createRowModel } from "./row-model.ts";
import { cellClass, TableRow } from "./table-row.tsx";
import { useRowElements } from "./use-row-elements.ts";
import { useWindowRows } from "./use-window-rows.ts";

interface DataTable<Row extends object> {
  readonly label: string;
  /** The same array while nothing has changed. */
  readonly rows: readonly Row[];
  /** Which of them are listed, all unless given, in the order they came in; the same function while it chooses the same. */
  readonly choose?: (sorted: readonly Row[]) => readonly Row[];
  /** In place of the table when none is listed. */
  readonly none?: ComponentChildren;
  /** The same array always. */
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  /** Where a row leads; the first column's cell is its link. */
  readonly address?: (row: Row) => string;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}

const wideRow = 44;
const narrowRow = 60;

/** A sortable table of any length. Arrows, Home and End go through its rows, Enter opens one. */
export function DataTable<Row extends object>({
  label,
  rows,
  choose,
  none = null,
  columns,
  rowId,
  address,
  sorting,
  onSort,
}: DataTable<Row>) {
  const model = useMemo(() => createRowModel(columns), [columns]);
  const all = model(rows, sorting);
  // Chosen after the sort, which need not be done again.
  const sorted = useMemo(() => (choose ? choose(all) : all), [all, choose]);
  const body = useRef<HTMLTableSectionElement>(null);
  const narrow = isNarrow.value;
  const shown = useMemo(
    () => (narrow ? columns.filter((column) => column.narrow !== undefined) : columns),
    [columns, narrow],
  );
  const tracks = shown.map(({ width, narrow: onPhone }) => (narrow ? onPhone : width)).join(" ");
  const virtual = useWindowRows(body, sorted, narrow ? narrowRow : wideRow);
  const drawn = useRowElements(body, sorted, virtual.rows, rowId);
  const [active, setActive] = useState<number | null>(null);

  useLayoutEffect(() => {
    if (active === null) return;
    body.current?.querySelector<HTMLElement>(`[data-index="${active}"] a`)?.focus({ preventScroll: true });
  }, [active, virtual.rows[0]?.index]);

  function move(event: KeyboardEvent) {
    const focused = document.activeElement?.closest("[data-index]")?.getAttribute("data-index");
    const from = focused === null || focused === undefined ? -1 : Number(focused);
    const last = sorted.length - 1;
    const to = {
      ArrowDown: from + 1,
      j: from + 1,
      ArrowUp: from - 1,
      k: from - 1,
      Home: 0,
      End: last,
      PageDown: from + 12,
      PageUp: from - 12,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(last, to));
    setActive(next);
    virtual.show(next);
  }

  if (sorted.length === 0) return <>{none}</>;
  return (
    <table
      class="table"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      // Each row is a grid of its own, of the same tracks.
      style={{ "--tracks": tracks }}
    >
      <thead class="table-head">
        <tr class="table-row" aria-rowindex={1}>
          {shown.map((column) => (
            <Head key={column.id} column={column} sorting={sorting} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody class="table-body" ref={body} style={{ height: `${virtual.total}px` }} onKeyDown={move}>
        {drawn.map(({ row, index, top, element }) => (
          <TableRow key={element} row={row} index={index} top={top} columns={shown} address={address} />
        ))}
      </tbody>
    </table>
  );
}

interface Head<Row> {
  readonly column: Column<Row>;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}

function Head<Row>({ column, sorting, onSort }: Head<Row>) {
  const sorted = sorting.column === column.id;
  const descending = sorted ? !sorting.descending : column.first === "descending";
  return (
    <th
      scope="col"
      class={cellClass(column)}
      aria-sort={sorted ? (sorting.descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" class="sort" onClick={() => onSort({ column: column.id, descending })}>
        {column.label}
        <span class="sort-sign" aria-hidden="true">
          {sorted ? (sorting.descending ? "↓" : "↑") : ""}
        </span>
      </button>
    </th>
  );
}
