import { type Random, shuffled } from "../random.ts";

type Row = readonly string[];

/**
 * Takes a share of the rows for validation, drawn at random; of classes, the same share of each.
 *
 * @param groupOf what a row belongs to; the same for all rows of a regression
 */
export function splitRows(
  rows: readonly Row[],
  fraction: number,
  { groupOf, random }: { readonly groupOf: (row: Row) => string; readonly random: Random },
): { readonly training: readonly Row[]; readonly validation: readonly Row[] } {
  const groups = Map.groupBy(shuffled(rows, random), groupOf);
  const training: Row[] = [];
  const validation: Row[] = [];
  for (const group of groups.values()) {
    // A class of a single row is one to learn from.
    const taken = Math.min(Math.round(group.length * fraction), group.length - 1);
    for (const [index, row] of group.entries()) (index < taken ? validation : training).push(row);
  }
  return { training, validation };
}
