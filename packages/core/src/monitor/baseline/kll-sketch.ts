import { parseJson } from "../../schema/python-json.ts";

/** A sketch's numbers, rising, with the rows that each stands for. */
export interface SketchedNumbers {
  readonly sorted: readonly number[];
  readonly weights: readonly number[];
  /** Rows of infinite values, which the sketch keeps as it keeps others. */
  readonly infinite: number;
}

/** Beyond it an item would stand for more rows than there are. */
const mostLevels = 60;
/** Share of the rows by which a sketch may be off; Deequ's own is off by none. */
const tolerance = 0.02;
/** What JSON without bare words has for numbers that are none. */
const words: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/**
 * Reads a KLL sketch as Deequ writes it: a list of levels, of which each item of level l stands for 2^l rows (Karnin,
 * Lang and Liberty 2016, https://arxiv.org/abs/1603.05346;
 * https://github.com/awslabs/deequ/blob/master/src/main/scala/com/amazon/deequ/analyzers/QuantileNonSample.scala).
 * The levels stand in `data` or in `parameters.data`, as a list or, as Deequ's own profiles have them, as its text.
 *
 * @param present rows that the sketch must stand for
 * @returns what is wrong when it cannot be used; never throws
 */
export function readSketch(sketch: unknown, present: number): SketchedNumbers | string {
  const levels = levelsOf(sketch);
  if (levels === null) return "it has no KLL sketch";
  if (levels.length > mostLevels) return `its KLL sketch has ${levels.length} levels`;
  const items: { readonly value: number; readonly weight: number }[] = [];
  let heaviest = 1;
  for (const [level, values] of levels.entries()) {
    if (!Array.isArray(values)) return `level ${level} of its KLL sketch is no list`;
    if (values.length > 0) heaviest = 2 ** level;
    for (const item of values as readonly unknown[]) {
      const value = typeof item === "number" ? item : words.get(item);
      if (value === undefined) return `level ${level} of its KLL sketch has an item that is no number`;
      items.push({ value, weight: 2 ** level });
    }
  }
  const rows = items.reduce((sum, { weight }) => sum + weight, 0);
  if (rows === 0) return "its KLL sketch is empty";
  if (Math.abs(rows - present) > Math.max(heaviest, tolerance * present)) {
    return `its KLL sketch stands for ${rows} rows of ${present}`;
  }
  const finite = items
    .filter(({ value }) => Number.isFinite(value))
    .sort((one, other) => one.value - other.value);
  const infinite = items.filter(({ value }) => Math.abs(value) === Number.POSITIVE_INFINITY);
  return {
    sorted: finite.map(({ value }) => value),
    weights: finite.map(({ weight }) => weight),
    infinite: infinite.reduce((sum, { weight }) => sum + weight, 0),
  };
}

function levelsOf(sketch: unknown): readonly unknown[] | null {
  const data = field(sketch, "data") ?? field(field(sketch, "parameters"), "data");
  const parsed = typeof data === "string" ? parseJson(data) : null;
  const levels = parsed ? (parsed.ok ? parsed.value : null) : data;
  if (!Array.isArray(levels)) return null;
  // A list of numbers is the one level of a sketch that keeps them all.
  return levels.length > 0 && levels.every((level) => !Array.isArray(level)) ? [levels] : levels;
}

function field(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null
    ? Object.getOwnPropertyDescriptor(json, name)?.value
    : undefined;
}
