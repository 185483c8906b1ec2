/** A row that is drawn, and the number of the element that it is drawn in. */
export interface DrawnRow {
  readonly id: string;
  readonly element: number;
}

/**
 * In which element each row is drawn. A row that was drawn keeps its own, whose focus goes with it; one that comes takes that of
 * the row that was in its place and has left, since it takes less to change what an element says than to make another.
 *
 * @param ids of the rows to draw now, in their order
 * @param before what was drawn before
 * @param focused the row that has the focus: nobody who is on its link is to find himself on another row's
 */
export function rowElements(
  ids: readonly string[],
  before: readonly DrawnRow[],
  focused: string | null,
): readonly DrawnRow[] {
  const kept = new Map(before.map(({ id, element }) => [id, element]));
  const drawn = new Set(ids);
  let next = Math.max(-1, ...kept.values()) + 1;
  return ids.map((id, place) => {
    const own = kept.get(id);
    if (own !== undefined) return { id, element: own };
    const there = before[place];
    const free = there !== undefined && !drawn.has(there.id) && there.id !== focused;
    return { id, element: free ? there.element : next++ };
  });
}
