import { PersonError } from "@driftwheel/cli/context/errors.ts";

/** Data Wrangler's names of types, but for `object`. */
export const columnTypes = ["string", "long", "float", "bool", "date", "datetime"] as const;
export type ColumnType = (typeof columnTypes)[number];

/**
 * A string, also for a date (`2026-05-04`) and a datetime (ISO 8601 in UTC with milliseconds); a bigint for a long; a
 * number for a float; null where it is missing.
 */
export type Cell = string | bigint | number | boolean | null;

export interface FlowColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly cells: readonly Cell[];
}

/** All columns have as many cells. */
export type FlowTable = readonly FlowColumn[];

export function rowsOf(table: FlowTable): number {
  return table[0]?.cells.length ?? 0;
}

/** @param what it is asked for as, for the message. @throws PersonError when there is none of the name */
export function columnIn(table: FlowTable, name: unknown, what: string): FlowColumn {
  const found = table.find((column) => column.name === name);
  if (found) return found;
  const known = table.map((column) => column.name).join(", ");
  throw new PersonError(
    `${what} is ${JSON.stringify(name)}, which is no column there; expected one of ${known}.`,
  );
}

/** The rows for which a test holds. */
export function withRows(table: FlowTable, isKept: (row: number) => boolean): FlowTable {
  return table.map((column) => ({ ...column, cells: column.cells.filter((_, row) => isKept(row)) }));
}

export function isMissing({ type, cells }: FlowColumn, row: number): boolean {
  const cell = cells[row] ?? null;
  if (cell === null) return true;
  if (type === "string") return String(cell).trim() === "";
  return type === "float" && Number.isNaN(cell);
}
