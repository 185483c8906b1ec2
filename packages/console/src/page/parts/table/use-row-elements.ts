import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { type DrawnRow, rowElements } from "./row-elements.ts";

interface Lying {
  readonly index: number;
  readonly top: number;
}

interface Drawn<Row> extends Lying {
  readonly row: Row;
  /** The number of the element that the row is drawn in. */
  readonly element: number;
}

/** The rows of a list that lie in the window, and the elements in which they are drawn. */
export function useRowElements<Row>(
  list: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  lying: readonly Lying[],
  rowId: (row: Row) => string,
): readonly Drawn<Row>[] {
  const before = useRef<readonly DrawnRow[]>([]);
  const shown = lying.flatMap(({ index, top }) => {
    const row = rows[index];
    return row === undefined ? [] : [{ row, index, top }];
  });
  const now = rowElements(
    shown.map(({ row }) => rowId(row)),
    before.current,
    focusedIn(list.current, before.current),
  );
  before.current = now;
  return shown.map((one, place) => ({ ...one, element: now[place]?.element ?? place }));
}

/** The row that has the focus: elements are in the order of their rows. */
function focusedIn(list: HTMLElement | null, drawn: readonly DrawnRow[]): string | null {
  const { activeElement } = document;
  if (list === null || activeElement === null || !list.contains(activeElement)) return null;
  const place = Array.from(list.children).findIndex((element) => element.contains(activeElement));
  return drawn[place]?.id ?? null;
}
