import { z } from "zod";
import { InputError } from "../container/run-program.ts";
import type { Prepared } from "../preparation/prepared.ts";
import { isMissing, numberIn } from "../table/table.ts";

/** Of a column of words, so many of the most frequent have a feature of their own. */
const mostWords = 30;
/** Rarer words are one feature, with those that were never seen. */
const fewestRows = 5;

const encodedColumn = z.discriminatedUnion("kind", [
  /** Missing ones are the mean; a column that does not vary has a deviation of 0 and is no feature. */
  z.object({ kind: z.literal("number"), name: z.string(), mean: z.number(), deviation: z.number() }),
  /** Missing ones are a word, too: the empty one. */
  z.object({ kind: z.literal("word"), name: z.string(), words: z.array(z.string()) }),
]);

/** How the columns of a row become numbers, as it was learnt from the training data. */
export const encoder = z.array(encodedColumn);

export type Encoder = z.infer<typeof encoder>;
type EncodedColumn = z.infer<typeof encodedColumn>;

/** @param rows values by column, at least one row */
export function fitEncoder(columns: Prepared["columns"], rows: readonly (readonly string[])[]): Encoder {
  return columns.map(({ name, kind }, index) => {
    const values = rows.map((row) => row[index] ?? "");
    return kind === "number" ? fitNumbers(name, values) : fitWords(name, values);
  });
}

function fitNumbers(name: string, texts: readonly string[]): EncodedColumn {
  const numbers = texts.filter((text) => !isMissing(text)).map((text) => readNumber(text, name));
  const mean = numbers.reduce((sum, number) => sum + number / numbers.length, 0);
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2 / numbers.length, 0);
  const deviation = Math.sqrt(variance);
  // Rounding leaves a constant column a deviation far below its size.
  return { kind: "number", name, mean, deviation: deviation > 1e-12 * Math.abs(mean) ? deviation : 0 };
}

function fitWords(name: string, texts: readonly string[]): EncodedColumn {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(wordIn(text), (counts.get(wordIn(text)) ?? 0) + 1);
  const words = [...counts]
    .filter(([, count]) => count >= fewestRows)
    .toSorted(([one, ofOne], [other, ofOther]) => ofOther - ofOne || (one < other ? -1 : 1))
    .slice(0, mostWords)
    .map(([word]) => word);
  return { kind: "word", name, words };
}

/**
 * A row's features.
 *
 * @param row values by column
 * @throws InputError for what is no number in a column of numbers
 */
export function encode(columns: Encoder, row: readonly string[]): Float64Array {
  return Float64Array.from(columns.flatMap((column, index) => featuresOf(column, row[index] ?? "")));
}

function featuresOf(column: EncodedColumn, text: string): readonly number[] {
  switch (column.kind) {
    case "number": {
      if (column.deviation === 0) return [];
      const value = isMissing(text) ? column.mean : readNumber(text, column.name);
      return [(value - column.mean) / column.deviation];
    }
    case "word": {
      const place = column.words.indexOf(wordIn(text));
      return [...column.words.map((_word, own) => (own === place ? 1 : 0)), place < 0 ? 1 : 0];
    }
  }
}

function wordIn(text: string): string {
  return isMissing(text) ? "" : text.trim();
}

function readNumber(text: string, column: string): number {
  const number = numberIn(text);
  if (number !== null) return number;
  throw new InputError(`The column "${column}" has the value "${text}"; expected a number.`);
}
