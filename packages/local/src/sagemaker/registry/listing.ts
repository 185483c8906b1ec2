/** The filters and the order that all of the registry's lists know. */
export interface ListFilter {
  readonly CreationTimeAfter?: number | undefined;
  readonly CreationTimeBefore?: number | undefined;
  readonly NameContains?: string | undefined;
  readonly SortBy?: "Name" | "CreationTime" | undefined;
  readonly SortOrder?: "Ascending" | "Descending" | undefined;
}

interface Listed {
  readonly name: string;
  readonly creationTime: Date;
}

/** What a list shows: by default oldest first, things made in the same moment in the order they were made. */
export function filtered<Item extends Listed>(items: readonly Item[], filter: ListFilter): readonly Item[] {
  const { CreationTimeAfter, CreationTimeBefore, NameContains = "" } = filter;
  const kept = items.filter(({ name, creationTime }) => {
    const seconds = creationTime.getTime() / 1000;
    return (
      name.includes(NameContains) &&
      (CreationTimeAfter === undefined || seconds >= CreationTimeAfter) &&
      (CreationTimeBefore === undefined || seconds <= CreationTimeBefore)
    );
  });
  const ascending = filter.SortBy === "Name" ? kept.toSorted(byName) : kept.toSorted(byCreation);
  return filter.SortOrder === "Descending" ? ascending.toReversed() : ascending;
}

function byName(left: Listed, right: Listed): number {
  return left.name.localeCompare(right.name, "en", { numeric: true });
}

function byCreation(left: Listed, right: Listed): number {
  return left.creationTime.getTime() - right.creationTime.getTime();
}
