import * as z from "zod/mini";
import { fromBase64 } from "./base64.ts";
import { centroidBytes, longestEmbedding, mostCentroidBytes } from "./embedding/embedding-bounds.ts";
import { vocabularyBits } from "./text/vocabulary.ts";

const column = z.string("the column's name");

const embeddingField = z
  .object({
    column,
    kind: z.literal("embedding"),
    /** Numbers of each embedding. */
    length: z
      .int("a whole number")
      .check(z.gte(2, "2 or more"))
      .check(z.lte(longestEmbedding, `${longestEmbedding} or less`)),
    /** What the directions of the projections are drawn by. */
    seed: z.int("a whole number"),
    projections: z.int("a whole number").check(z.gte(0, "0 to 20")).check(z.lte(20, "0 to 20")),
    /** What a step of the centroids' numbers is worth. */
    step: z.number("a number above 0").check(z.positive("a number above 0")),
    /** The centroids one after the other, each number in steps: 16 bits, little-endian, in BASE64. */
    centroids: z.string("a text of BASE64"),
  })
  .check(
    z.refine(
      ({ length, centroids }) => {
        const bytes = fromBase64(centroids)?.length ?? 0;
        return bytes > 0 && bytes <= mostCentroidBytes && bytes % centroidBytes(length) === 0;
      },
      { message: "BASE64 of whole centroids", path: ["centroids"] },
    ),
  );

const textField = z.object({
  column,
  kind: z.literal("text"),
  /** A bit for each hash of a word, set for those of words that the training rows have: 4 kB, in BASE64. */
  vocabulary: z
    .string("a text of BASE64")
    .check(z.refine((text) => fromBase64(text)?.length === vocabularyBits / 8, "BASE64 of 4096 bytes")),
});

/** What a column's derived features are made by, as statistics.json has it. */
export const derivedField = z.discriminatedUnion(
  "kind",
  [embeddingField, textField],
  "an object of the kind embedding or text",
);

export type DerivedField = z.output<typeof derivedField>;
export type EmbeddingField = Extract<DerivedField, { readonly kind: "embedding" }>;
