/**
 * Of every three items the first two are for learning and the third is for serving, which no model has learnt: both
 * kinds are of the same times.
 */
export function inThirds<Item>(items: readonly Item[]): {
  readonly forLearning: readonly Item[];
  readonly forServing: readonly Item[];
} {
  return {
    forLearning: items.filter((_, place) => place % 3 !== 2),
    forServing: items.filter((_, place) => place % 3 === 2),
  };
}
