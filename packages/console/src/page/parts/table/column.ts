import type { ComponentChildren } from "preact";

/** What is compared when a table is sorted by a column; nothing known is last, whichever way. */
export type Sortable = string | number | null;

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly value: (row: Row) => Sortable;
  readonly cell: (row: Row) => ComponentChildren;
  /** A track of CSS's grid: `minmax(8rem, 2fr)`. */
  readonly width: string;
  /** The same on a phone; a column without one is left out there. */
  readonly narrow?: string;
  readonly align?: "end";
  /** What a first click sorts by; ascending unless given. */
  readonly first?: "descending";
}

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** `-status` for descending, as the page's address has it. */
export function sortingText({ column, descending }: Sorting): string {
  return `${descending ? "-" : ""}${column}`;
}

export function sortingOf(text: string | undefined, fallback: Sorting): Sorting {
  if (text === undefined || text === "") return fallback;
  return { column: text.replace(/^-/, ""), descending: text.startsWith("-") };
}
