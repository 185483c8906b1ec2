/** Share of one count in another; 0 when there is nothing to have a share of, as Model Monitor reports it. */
export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** Weighted harmonic mean of precision and recall, recall counting `beta` times as much (van Rijsbergen 1979); 0 when both are. */
export function fScore(precision: number, recall: number, beta: number): number {
  const weight = beta * beta;
  return ratio((1 + weight) * precision * recall, weight * precision + recall);
}
