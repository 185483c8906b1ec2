/** A sample of numbers: each kept one stands for 2^level of those that came. */
interface Sample {
  readonly level: number;
  readonly values: readonly number[];
}

interface Counted {
  readonly name: string;
  /** Rows whose value was missing, those without the column included. */
  readonly missing: number;
  /** Rows that had no such column. */
  readonly absent: number;
}

/** What a window showed of a feature that the baseline has numbers of. */
export interface NumericState extends Counted {
  readonly kind: "numeric";
  /** Numbers over the baseline's buckets; what lies beyond its range counts to the outermost ones. */
  readonly counts: readonly number[];
  readonly numbers: number;
  /** Present values that are no numbers. */
  readonly other: number;
  /** Values that are infinite: neither among `numbers` nor among `other`. */
  readonly infinite: number;
  /** Numbers that are not the lowest bound of the baseline's: what a feature that was constant is judged by. */
  readonly moved: number;
  readonly integers: number;
  readonly mean: number;
  /** Sum of squared distances from the mean. */
  readonly squares: number;
  /** Infinity and -Infinity cannot be written in JSON: null while there are no numbers. */
  readonly min: number | null;
  readonly max: number | null;
  readonly sample: Sample;
}

/** What a window showed of a feature that the baseline has texts of. */
export interface StringState extends Counted {
  readonly kind: "string";
  /** In the order of the baseline's categories. */
  readonly counts: readonly number[];
  /** Present values of no category of the baseline's. */
  readonly unknown: number;
  /** The unknown ones by `groupOfCategory`; left out where the baseline does not count so. */
  readonly unlisted?: readonly number[];
  /** Some of the unknown ones by name, `mostNewCategories` at most; their counts are at most `unknown` in all. */
  readonly fresh: readonly { readonly value: string; readonly count: number }[];
}

export type FeatureState = NumericState | StringState;

/**
 * All that a window's judgement needs of its rows: plain data that JSON keeps as it is, features in the baseline's
 * order. It does not grow with the rows. A numeric feature takes 8 bytes for each bucket of the baseline and 16 kB
 * for its sample; a feature of texts 8 bytes for each category of the baseline and 51 kB for the names of new ones. A pair
 * of features takes 128 bytes, and what performance is estimated from 8 bytes for each bin, of which there are about
 * a hundred; of several classes 16 bytes for each bin of each, and 8 for each pair of them.
 */
export interface WindowState {
  readonly rows: number;
  readonly features: readonly FeatureState[];
  /** Rows in the cells of each of the baseline's pairs, in its order; left out when it has none. */
  readonly pairs?: readonly (readonly number[])[];
  /** Rows in the bins or leaves, or likely to be of the classes, that performance is estimated from; left out when the baseline has none. */
  readonly estimated?: readonly number[];
}

/** Numbers that are kept of a feature, 8 bytes each; Model Monitor's own sketch has k = 2048. */
export const mostSampled = 2048;
/** Names of new categories that are kept of a feature; further ones are counted without their names. */
export const mostNewCategories = 100;
/** Characters that are kept of a new category's name, 2 bytes each. */
export const longestCategory = 256;
