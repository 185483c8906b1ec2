import { categoryText } from "../values/category-places.ts";
import { isMissing, type Value } from "../values/value.ts";
import type { DerivedField } from "./derived-field.ts";
import { derivedNames } from "./derived-names.ts";
import { EmbeddingMap } from "./embedding/embedding-map.ts";
import { vectorOf } from "./embedding/vector.ts";
import { textValues } from "./text/text-features.ts";
import { knownWords } from "./text/vocabulary.ts";

/** Makes a row's derived features of a column's value. */
export interface Derivation {
  readonly column: string;
  readonly names: readonly string[];
  /** How many numbers a value is; null for a text. */
  readonly length: number | null;
  /** @returns the features' values in the order of `names`, or what is wrong with the value, without the value */
  of(value: unknown): readonly Value[] | string;
}

export function derivationOf(field: DerivedField): Derivation {
  const names = derivedNames(field);
  const missing: readonly Value[] = names.map(() => null);
  const { column } = field;
  if (field.kind === "text") {
    const isKnown = knownWords(field.vocabulary);
    const of = (value: unknown) => {
      const text = categoryText(value);
      return text === null || isMissing(text) ? missing : textValues(text, isKnown);
    };
    return { column, names, length: null, of };
  }
  const map = new EmbeddingMap(field);
  const { length } = map;
  const expected = `expected a list of ${length} numbers, as the baseline has`;
  const of = (value: unknown) => {
    if (value === null || value === undefined || (typeof value === "string" && isMissing(value)))
      return missing;
    const vector = vectorOf(value);
    if (vector === null) return `the value of ${column} is no list of numbers; ${expected}`;
    if (vector.length !== length) return `the value of ${column} has ${vector.length} numbers; ${expected}`;
    return embeddingValues(map, vector) ?? missing;
  };
  return { column, names, length, of };
}

/**
 * @param times see `EmbeddingMap.nearest`
 * @returns null for an embedding some of whose numbers are missing
 */
export function embeddingValues(
  map: EmbeddingMap,
  vector: readonly number[],
  times?: (centroid: number) => number,
): readonly Value[] | null {
  if (vector.some((number) => Number.isNaN(number))) return null;
  const nearest = map.nearest(vector, times);
  // A name, and no number: clusters have no order.
  return [nearest.distance, `cluster ${nearest.centroid + 1}`, ...map.projected(vector, nearest)];
}
