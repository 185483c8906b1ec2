import type { Column } from "../baseline/statistics-of.ts";
import type { DerivedField } from "./derived-field.ts";
import { derivedNames } from "./derived-names.ts";
import { fitEmbedding } from "./embedding/fit-embedding.ts";
import { fitText } from "./text/fit-text.ts";

/** A training set whose embeddings and texts stand as what they are watched by. */
export interface DerivedColumns {
  readonly columns: readonly Column[];
  readonly derived: readonly DerivedField[];
}

/**
 * Finds the columns of embeddings and of free texts, and puts in the place of each the features that it is watched by.
 * Numbers, categories and ids are left as they are.
 *
 * @param answers columns that are what the model answers, of which a list is many answers
 */
export function derivedColumns(
  columns: readonly Column[],
  answers: readonly { readonly name: string }[] = [],
): DerivedColumns {
  const taken = new Set(columns.map(({ name }) => name));
  const isAnswer = new Set(answers.map(({ name }) => name));
  const found = columns.map((column) => {
    const fitted = (isAnswer.has(column.name) ? null : fitEmbedding(column)) ?? fitText(column);
    // Lines go by names: none may be of two features.
    const isFree = fitted && !derivedNames(fitted.field).some((name) => taken.has(name));
    return { column, fitted: isFree ? fitted : null };
  });
  return {
    columns: found.flatMap(({ column, fitted }) =>
      fitted
        ? derivedNames(fitted.field).map((name, place) => ({ name, values: fitted.values[place] ?? [] }))
        : [column],
    ),
    derived: found.flatMap(({ fitted }) => (fitted ? [fitted.field] : [])),
  };
}
