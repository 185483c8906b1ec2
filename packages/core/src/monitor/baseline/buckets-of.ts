import { decileBuckets, scaledBuckets } from "./decile-buckets.ts";
import { readSketch } from "./kll-sketch.ts";

/** Values from `lower` up to, and without, `upper`; the last bucket holds its `upper` too. */
export interface Bucket {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/** Share of the whole width by which equal widths may differ, being computed. */
const rounding = 1e-6;

interface Distribution {
  readonly buckets: readonly {
    readonly lower_bound: number | null;
    readonly upper_bound: number | null;
    readonly count: number;
  }[];
  readonly sketch?: unknown;
}

export interface ReadDistribution {
  /** Rising and without gaps. */
  readonly buckets: readonly Bucket[];
  /** Rows of infinite values that the sketch has. */
  readonly infinite: number;
  /** Why the buckets are not as good as they could be, or null. */
  readonly note: string | null;
}

/**
 * The buckets that a feature's live numbers are counted over. Model Monitor's own are ten of equal width, as Deequ
 * makes them (https://github.com/awslabs/deequ/blob/master/src/main/scala/com/amazon/deequ/analyzers/KLLSketch.scala):
 * one outlier puts all other rows into the first of them, so deciles are made of the sketch beside them. Buckets of
 * other widths were chosen by someone, Driftwheel's own among them, and stay as they are.
 *
 * @param of.present finite and infinite values of the feature
 */
export function readDistribution(
  distribution: Distribution | null,
  of: { readonly present: number; readonly min: number | null; readonly max: number | null },
): ReadDistribution {
  const given = usable(distribution?.buckets ?? []);
  if (given.length > 0 && !areEquallyWide(given)) return { buckets: given, infinite: 0, note: null };
  const sketched = readSketch(distribution?.sketch, of.present);
  if (typeof sketched !== "string" && sketched.sorted.length > 0) {
    return { ...ofSketch(sketched, of), note: null };
  }
  const why = typeof sketched === "string" ? sketched : "its KLL sketch has no finite number";
  if (given.length === 0) {
    return { buckets: [], infinite: 0, note: `${why} and no buckets: its distribution is not compared` };
  }
  const isConstant = given.length === 1 && given[0]?.lower === given[0]?.upper;
  const note = isConstant
    ? null
    : `${why}: its ${given.length} buckets of equal width are taken, which one outlier can make blind`;
  return { buckets: given, infinite: 0, note };
}

function ofSketch(
  { sorted, weights, infinite }: Exclude<ReturnType<typeof readSketch>, string>,
  {
    present,
    min,
    max,
  }: { readonly present: number; readonly min: number | null; readonly max: number | null },
): Omit<ReadDistribution, "note"> {
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  const extremes = { min: Math.min(min ?? first, first), max: Math.max(max ?? last, last) };
  const buckets = scaledBuckets(decileBuckets(sorted, weights), {
    numbers: Math.max(0, present - infinite),
    ...extremes,
  });
  return { buckets: buckets.map(asBucket), infinite };
}

/** Buckets in order, those that begin at the same number as one; none when a bound is no number. */
function usable(buckets: Distribution["buckets"]): readonly Bucket[] {
  const bounded = buckets.flatMap(({ lower_bound: lower, upper_bound: upper, count }) =>
    lower === null || upper === null || upper < lower ? [] : [{ lower, upper, count }],
  );
  if (bounded.length < buckets.length) return [];
  const joined: Bucket[] = [];
  for (const bucket of bounded.sort((one, other) => one.lower - other.lower || one.upper - other.upper)) {
    const last = joined.at(-1);
    if (last?.lower === bucket.lower) {
      joined[joined.length - 1] = { ...bucket, count: last.count + bucket.count };
    } else joined.push(bucket);
  }
  return joined;
}

function areEquallyWide(buckets: readonly Bucket[]): boolean {
  const widths = buckets.map(({ lower, upper }) => upper - lower);
  const whole = (buckets.at(-1)?.upper ?? 0) - (buckets[0]?.lower ?? 0);
  return Math.max(...widths) - Math.min(...widths) <= rounding * whole;
}

function asBucket(bucket: ReturnType<typeof decileBuckets>[number]): Bucket {
  return { lower: bucket.lower_bound, upper: bucket.upper_bound, count: bucket.count };
}
