import type { DerivedField } from "./derived-field.ts";
import { textFeatures } from "./text/text-features.ts";

/** What is told of an embedding besides its projections. */
const embeddingFeatures = ["distance", "cluster"] as const;

/** What a column is, for people. */
export function kindInWords(field: DerivedField): string {
  return field.kind === "text" ? "free text" : `embeddings of ${field.length} numbers`;
}

/** The names of the features that a column is watched by, in their order: `comment (length)`. */
export function derivedNames(field: DerivedField): readonly string[] {
  const parts =
    field.kind === "text"
      ? textFeatures
      : [
          ...embeddingFeatures,
          ...Array.from({ length: field.projections }, (_, place) => `projection ${place + 1}`),
        ];
  return parts.map((part) => `${field.column} (${part})`);
}

/** The column of each feature that is derived. */
export function sourcesOf({
  derived = [],
}: {
  readonly derived?: readonly DerivedField[];
}): ReadonlyMap<string, string> {
  return new Map(
    derived.flatMap((field) => derivedNames(field).map((name) => [name, field.column] as const)),
  );
}

/** The columns that rows are expected to have for a baseline's features, in their order. */
export function columnNames(baseline: {
  readonly features: readonly { readonly name: string }[];
  readonly derived?: readonly DerivedField[];
}): readonly string[] {
  const sources = sourcesOf(baseline);
  return [...new Set(baseline.features.map(({ name }) => sources.get(name) ?? name))];
}
