/** Documented number of buckets; fewer where equal values fall together. */
const deciles = 10;

export interface DocumentBucket {
  readonly lower_bound: number;
  readonly upper_bound: number;
  readonly count: number;
}

/**
 * Buckets between the deciles of sorted numbers. One that fills a whole decile or more by itself has a bucket of its
 * own, so that a rare 1 among many 0 is told from them.
 *
 * @param sorted rising, at least one
 * @param weights rows that each stands for; one if left out
 * @returns at most ten, whose counts add up to all rows; values from the lower bound up to, and without, the upper one
 */
export function decileBuckets(sorted: readonly number[], weights?: readonly number[]): DocumentBucket[] {
  const weightAt = (at: number) => weights?.[at] ?? 1;
  const total = weights ? weights.reduce((sum, weight) => sum + weight, 0) : sorted.length;
  const begun: { lower: number; count: number }[] = [];
  let rows = 0;
  let start = 0;
  let isApart = false;
  for (let at = 0; at < sorted.length; ) {
    const value = sorted[at] ?? 0;
    let tied = 0;
    for (; at < sorted.length && sorted[at] === value; at += 1) tied += weightAt(at);
    rows += tied;
    const first = start;
    while (start < deciles && Math.floor((start * total) / deciles) < rows) start += 1;
    if (start > first || isApart) begun.push({ lower: value, count: 0 });
    isApart = start > first + 1;
    const bucket = begun.at(-1);
    if (bucket) bucket.count += tied;
  }
  const max = sorted.at(-1) ?? 0;
  return begun.map(({ lower, count }, index) => ({
    lower_bound: lower,
    upper_bound: begun[index + 1]?.lower ?? max,
    count,
  }));
}

/** Buckets of a sample for all the numbers that it stands for: out to the extremes, counts that add up. */
export function scaledBuckets(
  buckets: readonly DocumentBucket[],
  { numbers, min, max }: { readonly numbers: number; readonly min: number; readonly max: number },
): DocumentBucket[] {
  const sampled = buckets.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  return buckets.map(({ lower_bound, upper_bound, count }, index) => {
    const before = Math.round((below * numbers) / sampled);
    below += count;
    return {
      lower_bound: index === 0 ? min : lower_bound,
      upper_bound: index === buckets.length - 1 ? max : upper_bound,
      count: Math.round((below * numbers) / sampled) - before,
    };
  });
}
