/** The check of a line that compares a pair. */
export const pairCheck = "joint_drift_check";

/** Cells of one side: quarters of the baseline's numbers, or its three most frequent categories and the rest. */
export const sideCells = 4;

/** How often two features had values together in the baseline. */
export interface Pair {
  readonly features: readonly [one: string, other: string];
  /** Of a side with numbers, where its second cell begins and those after it, three at most; null of one with texts. */
  readonly cuts: readonly [one: readonly number[] | null, other: readonly number[] | null];
  /** Rows of each cell, `sideCells` of the other feature for each of the one's. */
  readonly cells: readonly number[];
}

/** A category's name for a cell: its place on both sides. */
export function cellName(one: number, other: number): string {
  return `${one}:${other}`;
}

/** Where the cell of that name stands among a pair's. */
export function placeOfCell(name: string): number {
  const [one = 0, other = 0] = name.split(":").map(Number);
  return one * sideCells + other;
}

export function pairName([one, other]: Pair["features"]): string {
  return `${one} with ${other}`;
}
