/** The chance of the event that a score on the scale of log odds stands for. */
export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** Chances of classes by their scores. */
export function softmax(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores);
  return shares(scores.map((score) => Math.exp(score - highest)));
}

/** Parts of their sum. */
export function shares(parts: readonly number[]): readonly number[] {
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => (sum > 0 ? part / sum : 1 / parts.length));
}
