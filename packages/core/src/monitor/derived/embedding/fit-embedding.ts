import type { Column } from "../../baseline/statistics-of.ts";
import { isMissing } from "../../values/value.ts";
import { embeddingValues } from "../derivation.ts";
import { derivedNames } from "../derived-names.ts";
import { byFeature, type Fitted, fewestFitted } from "../fitted.ts";
import { centroidBytes, longestEmbedding, mostCentroidBytes } from "./embedding-bounds.ts";
import { EmbeddingMap, packed } from "./embedding-map.ts";
import { clustersOf } from "./k-means.ts";
import { vectorOf } from "./vector.ts";

const seed = 1;
const projections = 8;
const mostClusters = 8;
/** Rows that a cluster needs to be more than luck. */
const rowsOfCluster = 50;
/** Rows that centroids are learnt from, some seconds' work for the longest embeddings. */
const mostLearnt = 2_000;

/**
 * Embeddings: lists of numbers, as many in every row that has one.
 *
 * @returns null for a column that is something else
 */
export function fitEmbedding({ name: column, values }: Column): Fitted | null {
  const isPossible = values.every(
    (value) => (typeof value === "string" && value.includes("[")) || isMissing(value),
  );
  if (!isPossible) return null;
  const vectors: (readonly number[] | null)[] = [];
  let length = 0;
  let present = 0;
  for (const value of values) {
    const vector = isMissing(value) ? null : vectorOf(value);
    if (vector === null && !isMissing(value)) return null;
    if (vector !== null) {
      length ||= vector.length;
      if (vector.length !== length) return null;
    }
    const whole = vector?.some((number) => Number.isNaN(number)) ? null : vector;
    if (whole !== null) present += 1;
    vectors.push(whole);
  }
  if (present < fewestFitted || length < 2 || length > longestEmbedding) return null;
  return fitted(column, length, vectors);
}

function fitted(
  column: string,
  length: number,
  vectors: readonly (readonly number[] | null)[],
): Fitted | null {
  const whole = vectors.flatMap((vector, row) => (vector ? [{ vector, row }] : []));
  const step = Math.max(1, Math.ceil(whole.length / mostLearnt));
  const learnt = whole.filter((_, at) => at % step === 0);
  if (learnt.length === 0) return null;
  const most = Math.max(
    1,
    Math.min(
      mostClusters,
      Math.floor(mostCentroidBytes / centroidBytes(length)),
      Math.floor(learnt.length / rowsOfCluster),
    ),
  );
  const clusters = clustersOf(
    learnt.map(({ vector }) => vector),
    most,
    seed,
  );
  const field = {
    column,
    kind: "embedding",
    length,
    seed,
    projections,
    ...packed(clusters.centroids),
  } as const;
  const map = new EmbeddingMap(field);
  const member = new Map(learnt.map(({ row }, at) => [row, clusters.of[at] ?? 0]));
  const rows = vectors.map((vector, row) => {
    if (!vector) return null;
    const own = member.get(row);
    if (own === undefined) return embeddingValues(map, vector);
    // A row draws its own centroid nearer, which no live row does: without it the centroid would be so much farther.
    const size = clusters.sizes[own] ?? 1;
    const times = size > 1 ? size / (size - 1) : Number.POSITIVE_INFINITY;
    return embeddingValues(map, vector, (centroid) => (centroid === own ? times : 1));
  });
  return { field, values: byFeature(derivedNames(field).length, rows) };
}
