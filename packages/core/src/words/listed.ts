/**
 * Names in a row, and how many more there are where not all are named: "lat, lon, and 31 more".
 *
 * @param most so many are named; one more is named too, where "and 1 more" would be no shorter
 */
export function listed(names: readonly string[], most: number): string {
  if (names.length <= most + 1) return names.join(", ");
  return `${names.slice(0, most).join(", ")}, and ${names.length - most} more`;
}
