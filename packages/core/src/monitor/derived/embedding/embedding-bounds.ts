/** Bytes of all centroids of a column: in BASE64 no more than 64,000 characters. */
export const mostCentroidBytes = 48_000;
const bytesOfNumber = 2;

/** Numbers of the longest embedding, of which one centroid is kept. */
export const longestEmbedding = mostCentroidBytes / bytesOfNumber;

export function centroidBytes(length: number): number {
  return bytesOfNumber * length;
}
