import { seededIntegers } from "../../../stats/random.ts";
import { fromBase64, toBase64 } from "../base64.ts";
import type { EmbeddingField } from "../derived-field.ts";
import { squaredDistance } from "./vector.ts";

/** Which centroid is nearest to an embedding, and how far it is. */
export interface Nearest {
  readonly centroid: number;
  readonly distance: number;
  /** By what the distance was multiplied. */
  readonly times: number;
}

/** Where embeddings are looked at from: the baseline's centroids, and directions that a seed gives. */
export class EmbeddingMap {
  readonly length: number;
  readonly centroids: readonly Float64Array[];
  /** One of 1 and -1 for each number of an embedding: Achlioptas 2003, https://doi.org/10.1016/S0022-0000(03)00025-4 */
  private readonly directions: readonly Int8Array[];

  constructor({ length, seed, projections, step, centroids }: Omit<EmbeddingField, "column" | "kind">) {
    this.length = length;
    this.centroids = unpacked(centroids, step, length);
    const random = seededIntegers(seed);
    this.directions = Array.from({ length: projections }, () =>
      Int8Array.from({ length }, () => (random() >= 2 ** 31 ? 1 : -1)),
    );
  }

  /**
   * The nearest centroid by Euclid's distance.
   *
   * @param times by what the distance from a centroid is multiplied before they are compared; 1 if left out
   */
  nearest(vector: readonly number[], times: (centroid: number) => number = () => 1): Nearest {
    let nearest: Nearest = { centroid: 0, distance: Number.POSITIVE_INFINITY, times: 1 };
    for (const [place, centroid] of this.centroids.entries()) {
      const factor = times(place);
      const distance = Math.sqrt(squaredDistance(centroid, vector)) * factor;
      if (distance < nearest.distance) nearest = { centroid: place, distance, times: factor };
    }
    return nearest;
  }

  /**
   * How far the embedding goes into each direction from its nearest centroid: topics that differ would hide what moves
   * within them.
   */
  projected(vector: readonly number[], { centroid, times }: Nearest): readonly number[] {
    const scale = times / Math.sqrt(this.length);
    const from = this.centroids[centroid];
    return this.directions.map((direction) => {
      let sum = 0;
      for (let at = 0; at < direction.length; at += 1) {
        sum += ((vector[at] ?? 0) - (from?.[at] ?? 0)) * (direction[at] ?? 0);
      }
      return sum * scale;
    });
  }
}

const largestStep = 32_767;

/** Centroids as statistics.json has them: each number to 1/32767 of the largest. */
export function packed(centroids: readonly Float64Array[]): Pick<EmbeddingField, "step" | "centroids"> {
  const largest = centroids.reduce(
    (most, centroid) => centroid.reduce((sofar, number) => Math.max(sofar, Math.abs(number)), most),
    0,
  );
  const step = largest > 0 ? largest / largestStep : 1;
  const numbers = centroids.flatMap((centroid) => [...centroid]);
  const view = new DataView(new ArrayBuffer(2 * numbers.length));
  for (const [at, number] of numbers.entries()) view.setInt16(2 * at, Math.round(number / step), true);
  return { step, centroids: toBase64(new Uint8Array(view.buffer)) };
}

function unpacked(text: string, step: number, length: number): readonly Float64Array[] {
  const bytes = fromBase64(text) ?? new Uint8Array();
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 2 / length }, (_, centroid) =>
    Float64Array.from({ length }, (__, at) => step * view.getInt16(2 * (centroid * length + at), true)),
  );
}
