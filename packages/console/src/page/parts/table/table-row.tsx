import { Component } from "preact";
import type { Column } from "./column.ts";

interface TableRowProps<Row> {
  readonly row: Row;
  /** Its place in the list, from nought. */
  readonly index: number;
  /** In pixels from the list's head. */
  readonly top: number;
  readonly columns: readonly Column<Row>[];
  readonly address: ((row: Row) => string) | undefined;
}

/** A row of a table; it is drawn anew only where something of it has changed, whatever has around it. */
export class TableRow<Row> extends Component<TableRowProps<Row>> {
  override shouldComponentUpdate(next: TableRowProps<Row>): boolean {
    const { row, index, top, columns, address } = this.props;
    return (
      next.row !== row ||
      next.index !== index ||
      next.top !== top ||
      next.columns !== columns ||
      next.address !== address
    );
  }

  override render({ row, index, top, columns, address }: TableRowProps<Row>) {
    return (
      <tr
        class={address ? "table-row table-row-link" : "table-row"}
        data-index={index}
        aria-rowindex={index + 2}
        style={{ transform: `translateY(${top}px)` }}
      >
        {columns.map((column, place) => (
          <td key={column.id} class={cellClass(column)}>
            {place === 0 && address ? (
              <a class="row-link" href={address(row)}>
                {column.cell(row)}
              </a>
            ) : (
              column.cell(row)
            )}
          </td>
        ))}
      </tr>
    );
  }
}

export function cellClass<Row>({ align }: Column<Row>): string {
  return align === "end" ? "cell cell-end" : "cell";
}
