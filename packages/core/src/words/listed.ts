/**
 * Names in a row, and how many more there are where not all are named: "lat, lon, and 31 more".
 *
 * @param most so many are named
 * @param beyond so many more there are than `names` has
 */
export function listed(names: readonly string[], most: number, beyond = 0): string {
  const shown = names.slice(0, most);
  const more = names.length - shown.length + beyond;
  if (more <= 0) return shown.join(", ");
  return shown.length === 0 ? `${more}` : `${shown.join(", ")}, and ${more} more`;
}
