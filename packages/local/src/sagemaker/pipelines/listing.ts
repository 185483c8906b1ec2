/** Whether something was made in the asked time, given in seconds since 1970. */
export function createdBetween(
  creationTime: Date,
  {
    CreatedAfter,
    CreatedBefore,
  }: {
    readonly CreatedAfter?: number | undefined;
    readonly CreatedBefore?: number | undefined;
  },
): boolean {
  const seconds = creationTime.getTime() / 1000;
  return (
    (CreatedAfter === undefined || seconds >= CreatedAfter) &&
    (CreatedBefore === undefined || seconds <= CreatedBefore)
  );
}

/** Newest or last first, as the pipelines' lists are by default; equals in the order of their making. */
export function sorted<Item>(
  items: readonly Item[],
  key: (item: Item) => string | number,
  order: "Ascending" | "Descending" | undefined,
): readonly Item[] {
  const ascending = items.toSorted((left, right) => compare(key(left), key(right)));
  return order === "Ascending" ? ascending : ascending.toReversed();
}

function compare(left: string | number, right: string | number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
