type Values = readonly (number | null)[];

/**
 * Which places to draw of more than a picture has room for: of each part the first, and where each series is lowest and
 * highest, so that no peak is lost; and the last. What is told in numbers has all of them.
 *
 * @param most how many places a picture has room for, about
 */
export function thinned(length: number, columns: readonly Values[], most: number): readonly number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  const each = 1 + 2 * Math.max(1, columns.length);
  const parts = Math.max(1, Math.floor(most / each));
  const kept = new Set<number>([0, length - 1]);
  for (let part = 0; part < parts; part += 1) {
    const from = Math.floor((part * length) / parts);
    const until = Math.floor(((part + 1) * length) / parts);
    kept.add(from);
    for (const values of columns) keepExtremes(values, from, until, kept);
  }
  return [...kept].sort((one, other) => one - other);
}

function keepExtremes(values: Values, from: number, until: number, kept: Set<number>): void {
  let [lowest, highest]: [number | null, number | null] = [null, null];
  for (let index = from; index < until; index += 1) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    if (lowest === null || value < (values[lowest] ?? value)) lowest = index;
    if (highest === null || value > (values[highest] ?? value)) highest = index;
  }
  if (lowest !== null) kept.add(lowest);
  if (highest !== null) kept.add(highest);
}
