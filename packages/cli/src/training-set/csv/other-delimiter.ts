const others = [
  [";", "';'"],
  ["\t", "tab"],
  ["|", "'|'"],
] as const;

/**
 * Another delimiter that a file seems to have: all of its lines are one field, with the same number of it inside. How
 * it is written for `--delimiter`; null when there is none.
 */
export function otherDelimiter(records: readonly (readonly string[])[]): string | null {
  for (const [delimiter, written] of others) {
    const counts = records.map((record) => (record[0] ?? "").split(delimiter).length - 1);
    const [first = 0] = counts;
    if (
      first > 0 &&
      records.every(({ length }) => length === 1) &&
      counts.every((count) => count === first)
    ) {
      return written;
    }
  }
  return null;
}

/** The same told by the first line alone, for a file whose lines do not fit together by the delimiter that was taken. */
export function delimiterInside(first: readonly string[]): string | null {
  return others.find(([delimiter]) => first.some((field) => field.includes(delimiter)))?.[1] ?? null;
}
