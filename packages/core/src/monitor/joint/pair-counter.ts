import { type Pair, sideCells } from "./pair.ts";
import { noCell, type Side, sideOf } from "./side.ts";

/** Rows whose cells are held at once. */
const together = 2_048;
const width = noCell + 1;

/** A column of rows and how its fields become cells. */
interface Counted {
  readonly column: number;
  readonly side: Side;
  readonly cells: Uint8Array;
}

/**
 * Counts the pairs of a baseline in rows: 16 counts for each pair, however many rows there are. Columns that several
 * pairs have become cells once.
 */
export class PairCounter {
  private readonly sides: readonly Counted[];
  private readonly pairs: readonly {
    readonly one: Counted | null;
    readonly other: Counted | null;
    readonly counts: Float64Array;
  }[];

  /** @param columns names of a row's fields, in order; a pair of which one is not there has no rows */
  constructor(pairs: readonly Pair[], columns: readonly string[]) {
    const sides = new Map<string, Counted>();
    const sideAt = (name: string, cuts: readonly number[] | null): Counted | null => {
      const column = columns.indexOf(name);
      if (column < 0) return null;
      const there = sides.get(name) ?? { column, side: sideOf(cuts), cells: new Uint8Array(together) };
      sides.set(name, there);
      return there;
    };
    this.pairs = pairs.map(({ features, cuts }) => ({
      one: sideAt(features[0], cuts[0]),
      other: sideAt(features[1], cuts[1]),
      counts: new Float64Array(width * width),
    }));
    this.sides = [...sides.values()];
  }

  /** Counts all rows of fields that lie one after the other, `step` to a row. */
  add(fields: Float64Array, end: number, step: number): void {
    if (this.pairs.length === 0) return;
    for (let from = 0; from < end; from += together * step) {
      this.block(fields, from, Math.min(together, (end - from) / step), step);
    }
  }

  /** Rows of each cell, pair by pair, as `Pair` has them. */
  state(): readonly (readonly number[])[] {
    return this.pairs.map(({ counts }) =>
      Array.from(
        { length: sideCells * sideCells },
        (_, place) => counts[Math.floor(place / sideCells) * width + (place % sideCells)] ?? 0,
      ),
    );
  }

  private block(fields: Float64Array, from: number, rows: number, step: number): void {
    for (const { column, side, cells } of this.sides) {
      for (let row = 0; row < rows; row += 1) cells[row] = side(fields[from + row * step + column] ?? 0);
    }
    for (const { one, other, counts } of this.pairs) {
      if (!one || !other) continue;
      const [ones, others] = [one.cells, other.cells];
      for (let row = 0; row < rows; row += 1) {
        const cell = (ones[row] ?? 0) * width + (others[row] ?? 0);
        counts[cell] = (counts[cell] ?? 0) + 1;
      }
    }
  }
}
