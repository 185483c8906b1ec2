import { seededIntegers } from "../../../stats/random.ts";
import { squaredDistance } from "./vector.ts";

/** Rounds after which little moves any more. */
const mostRounds = 25;

export interface Clusters {
  readonly centroids: readonly Float64Array[];
  /** The cluster of each vector. */
  readonly of: Uint8Array;
  /** Vectors of each cluster. */
  readonly sizes: readonly number[];
}

/**
 * Groups vectors about centroids: Lloyd 1982 (https://doi.org/10.1109/TIT.1982.1056489), begun as k-means++ does (Arthur and
 * Vassilvitskii 2007, https://dl.acm.org/doi/10.5555/1283383.1283494). Fewer clusters come out where vectors are equal.
 *
 * @param vectors of one length, at least one
 * @param most clusters, 255 or less
 */
export function clustersOf(vectors: readonly (readonly number[])[], most: number, seed: number): Clusters {
  let centroids = begun(vectors, most, seed);
  let of: Uint8Array = new Uint8Array(vectors.length);
  let sizes: number[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const now = Uint8Array.from(vectors, (vector) => nearestOf(centroids, vector).place);
    const isSame = round > 0 && now.every((cluster, at) => cluster === of[at]);
    of = now;
    const sums = centroids.map((centroid) => new Float64Array(centroid.length));
    sizes = centroids.map(() => 0);
    for (const [at, vector] of vectors.entries()) {
      const cluster = of[at] ?? 0;
      const sum = sums[cluster];
      if (!sum) continue;
      sizes[cluster] = (sizes[cluster] ?? 0) + 1;
      for (let place = 0; place < sum.length; place += 1)
        sum[place] = (sum[place] ?? 0) + (vector[place] ?? 0);
    }
    // One that nothing is nearest to any more stays where it was.
    centroids = sums.map((sum, cluster) => {
      const size = sizes[cluster] ?? 0;
      return size > 0 ? sum.map((total) => total / size) : (centroids[cluster] ?? sum);
    });
    if (isSame) break;
  }
  return { centroids, of, sizes };
}

/** Vectors drawn one after the other, each as likely as its squared distance from those drawn before. */
function begun(vectors: readonly (readonly number[])[], most: number, seed: number): Float64Array[] {
  const random = seededIntegers(seed);
  const share = () => random() / 2 ** 32;
  const first = vectors[Math.floor(share() * vectors.length)] ?? [];
  const centroids = [Float64Array.from(first)];
  const squares = Float64Array.from(vectors, (vector) => nearestOf(centroids, vector).square);
  while (centroids.length < most) {
    const total = squares.reduce((sum, square) => sum + square, 0);
    if (!(total > 0)) break;
    let left = share() * total;
    const place = squares.findIndex((square) => {
      left -= square;
      return left < 0 && square > 0;
    });
    const drawn = Float64Array.from(vectors[place < 0 ? squares.indexOf(Math.max(...squares)) : place] ?? []);
    centroids.push(drawn);
    for (const [at, vector] of vectors.entries()) {
      squares[at] = Math.min(squares[at] ?? 0, nearestOf([drawn], vector).square);
    }
  }
  return centroids;
}

function nearestOf(centroids: readonly Float64Array[], vector: readonly number[]) {
  let nearest = { place: 0, square: Number.POSITIVE_INFINITY };
  for (const [place, centroid] of centroids.entries()) {
    const square = squaredDistance(centroid, vector);
    if (square < nearest.square) nearest = { place, square };
  }
  return nearest;
}
