import { chiSquareSurvival } from "../../stats/distributions/chi-square.ts";
import type { FeatureBaseline } from "../baseline/baseline.ts";
import type { Column } from "../baseline/statistics-of.ts";
import { type Pair, pairName, sideCells } from "./pair.ts";
import { fieldsOf, noCell, quarters, sideOf } from "./side.ts";

const mostPairs = 10;
/** One feature with many near copies of it would take all places. */
const mostOfOne = 3;
/** Cramer's V below which two features hardly go together (Cramer 1946): how they do so is nothing to watch. */
const weakest = 0.1;
/** The chance that the association of any pair is luck; chosen for luck a pair would look changed in every window. */
const luck = 0.001;
/** Rows looked at for all pairs together, about half a second's work; of each pair so many at least. */
const mostLookedAt = 2e8;
const fewestRows = 1_000;
const mostRows = 50_000;
/** Features that are looked at, the first ones: pairs of more would take minutes. */
const mostFeatures = 600;

/** A training column as the cells of its values. */
interface Cells {
  readonly name: string;
  readonly cuts: readonly number[] | null;
  readonly of: Uint8Array;
}

/**
 * The pairs of features that go together most strongly in the training rows, by Cramer's V over 4 x 4 cells: quarters of
 * numbers, the three most frequent categories and the rest. Ten at most, each feature in three at most; none where
 * features are independent. Of very many features the first six hundred are looked at.
 *
 * @param features of the baseline of these rows
 * @param training.sources the column of each feature that is derived: those of one column go together by nature
 */
export function strongestPairs(
  features: readonly FeatureBaseline[],
  {
    columns,
    rows,
    sources = new Map(),
  }: {
    readonly columns: readonly Column[];
    readonly rows: number;
    readonly sources?: ReadonlyMap<string, string>;
  },
): readonly Pair[] {
  const values = new Map(columns.map((column) => [column.name, column.values]));
  const sides = features.slice(0, mostFeatures).flatMap((feature) => {
    const of = values.get(feature.name);
    return of ? [cellsOf(feature, of)] : [];
  });
  const pairs = (sides.length * (sides.length - 1)) / 2;
  const looked = Math.min(
    rows,
    mostRows,
    Math.max(fewestRows, Math.floor(mostLookedAt / Math.max(1, pairs))),
  );
  const step = Math.max(1, Math.floor(rows / looked));
  const found = sides.flatMap((one, place) =>
    sides.slice(place + 1).flatMap((other) => {
      const source = sources.get(one.name);
      if (source !== undefined && source === sources.get(other.name)) return [];
      const strength = association(tableOf(one, other, step));
      return strength.v >= weakest && strength.pValue * pairs < luck ? [{ one, other, v: strength.v }] : [];
    }),
  );
  const times = new Map<string, number>();
  // Lines and what is learnt of them go by names: a pair has one that neither a feature nor another pair has.
  const taken = new Set(columns.map(({ name }) => name));
  const chosen = found
    .sort((left, right) => right.v - left.v)
    .filter(({ one, other }) => {
      const names = [one.name, other.name] as const;
      const name = pairName(names);
      if (taken.has(name)) return false;
      if (names.some((side) => (times.get(side) ?? 0) >= mostOfOne)) return false;
      taken.add(name);
      for (const side of names) times.set(side, (times.get(side) ?? 0) + 1);
      return true;
    });
  return chosen.slice(0, mostPairs).map(({ one, other }) => ({
    features: [one.name, other.name],
    cuts: [one.cuts, other.cuts],
    cells: tableOf(one, other, 1),
  }));
}

function cellsOf(feature: FeatureBaseline, values: Column["values"]): Cells {
  const field = fieldsOf(feature);
  const fields = Float64Array.from(values, (value) => field(value));
  const cuts = feature.kind === "numeric" ? quarters(fields) : null;
  return { name: feature.name, cuts, of: Uint8Array.from(fields, sideOf(cuts)) };
}

/** Rows of each cell, of every `step`th row that has both. */
function tableOf(one: Cells, other: Cells, step: number): number[] {
  const width = noCell + 1;
  const counts = new Uint32Array(width * width);
  for (let row = 0; row < one.of.length; row += step) {
    const cell = (one.of[row] ?? noCell) * width + (other.of[row] ?? noCell);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return Array.from(
    { length: sideCells * sideCells },
    (_, place) => counts[Math.floor(place / sideCells) * width + (place % sideCells)] ?? 0,
  );
}

/** Cramer's V of a table, 0 to 1, and the chance of Pearson's chi-square as large of independent features. */
function association(cells: readonly number[]): { readonly v: number; readonly pValue: number } {
  const total = cells.reduce((sum, count) => sum + count, 0);
  const sum = (belongs: (place: number) => boolean) =>
    cells.reduce((found, count, place) => (belongs(place) ? found + count : found), 0);
  const sides = Array.from({ length: sideCells }, (_, side) => side);
  const ones = sides.map((side) => sum((place) => Math.floor(place / sideCells) === side));
  const others = sides.map((side) => sum((place) => place % sideCells === side));
  const freedom = [ones, others].map((counts) => counts.filter((count) => count > 0).length - 1);
  const [rows = 0, columns = 0] = freedom;
  if (rows < 1 || columns < 1) return { v: 0, pValue: 1 };
  let chiSquare = 0;
  for (const [place, count] of cells.entries()) {
    const expected = ((ones[Math.floor(place / sideCells)] ?? 0) * (others[place % sideCells] ?? 0)) / total;
    if (expected > 0) chiSquare += (count - expected) ** 2 / expected;
  }
  return {
    v: Math.sqrt(chiSquare / (total * Math.min(rows, columns))),
    pValue: chiSquareSurvival(chiSquare, rows * columns),
  };
}
