import type { Context } from "../context/context.ts";
import { oneLine, wrap } from "./wrap.ts";

export interface Column<Row> {
  readonly heading: string;
  text(row: Row): string;
  /** Numbers stand at the right. */
  readonly right?: true;
  /** Colours the cell, which has its width already. */
  colour?(cell: string, row: Row): string;
}

const narrowest = 30;
const gap = "  ";

/** Rows in columns as wide as what they hold; on a terminal the last column goes on below itself. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { colors, columns: terminal }: Context,
): readonly string[] {
  const last = columns.length - 1;
  const cells = rows.map((row) => columns.map((column) => oneLine(column.text(row))));
  const widths = columns.map(({ heading }, index) =>
    Math.max(heading.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const fitted = (text: string, index: number) => {
    if (index === last) return text;
    const width = widths[index] ?? 0;
    return columns[index]?.right ? text.padStart(width) : text.padEnd(width);
  };
  const indent = widths.slice(0, last).reduce((sum, width) => sum + width + gap.length, 0);
  const room = terminal === null ? Number.POSITIVE_INFINITY : Math.max(narrowest, terminal - indent);
  const heading = columns.map((column, index) => fitted(column.heading, index)).join(gap);
  const lines = rows.flatMap((row, number) => {
    const [first = "", ...rest] = wrap(cells[number]?.[last] ?? "", room);
    const shown = columns.map((column, index) => {
      const cell = fitted(index === last ? first : (cells[number]?.[index] ?? ""), index);
      return column.colour?.(cell, row) ?? cell;
    });
    return [shown.join(gap).trimEnd(), ...rest.map((line) => " ".repeat(indent) + line)];
  });
  return [colors.dim(heading), ...lines];
}
