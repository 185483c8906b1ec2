import { plusValues, type ValueSums } from "./mean-process.ts";

/**
 * How much two arms differ, with a confidence sequence: an interval that holds at every look at once, however often is
 * looked and whatever ends the looking, with probability 1 - alpha. It says how large a difference is; whether there is one
 * is what the e-processes decide.
 *
 * Each block compares the arms of the same time, by its own difference, weighed as Mantel and Haenszel do (1959,
 * https://doi.org/10.1093/jnci/22.4.719), so that a level that wanders while the traffic is divided anew is no difference.
 * The interval is the normal mixture's (Robbins 1970, https://doi.org/10.1214/aoms/1177696786), with the variances that were
 * seen: an asymptotic confidence sequence (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024,
 * https://arxiv.org/abs/2103.06476).
 */
export interface DifferenceSequence {
  /** Sum of the blocks' weights: nA nB / (nA + nB). */
  readonly weight: number;
  /** Sum of the weighted differences, challenger less champion. */
  readonly sum: number;
  /** By arm: what its variance counts for, the sum of weight^2 / n; and all of its values, the seed included. */
  readonly champion: ArmOfSequence;
  readonly challenger: ArmOfSequence;
  /** Of the mixture: at which variance of the sum the interval is at its best. */
  readonly mixture: number;
}

interface ArmOfSequence {
  readonly share: number;
  readonly seen: ValueSums;
}

/** Outcomes of both arms that became known together; a good outcome is 1, a bad one 0. */
export interface DifferenceBlock {
  readonly champion: ValueSums;
  readonly challenger: ValueSums;
}

export interface DifferenceInterval {
  /** Challenger less champion. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** The interval's level that the mixture is chosen for. */
const usualAlpha = 0.05;
/** In about so many variances the interval of that level ends. */
const reach = 9;

/**
 * Starts a sequence.
 *
 * @param seed.past what is known of the champion; it counts as one value of each arm
 * @param seed.bounds the lowest and the highest value. One of each is added to what an arm has shown (Agresti and Caffo 2000,
 *   https://doi.org/10.1080/00031305.2000.10474560), so that events too rare to have been seen are reckoned with.
 * @param seed.smallest the difference that matters, above 0: the interval is at its best when it can be told from none
 */
export function startDifferenceSequence(seed: {
  readonly past: ValueSums;
  readonly bounds: readonly [number, number];
  readonly smallest: number;
}): DifferenceSequence {
  const { count, sum, squares } = seed.past;
  const [low, high] = seed.bounds;
  const edges = { count: 2, sum: low + high, squares: low ** 2 + high ** 2 };
  const one = count > 0 ? { count: 1, sum: sum / count, squares: squares / count } : noValues;
  const variance = Math.max(1e-12, varianceOf(count > 0 ? one : edges));
  const smallest = Math.max(1e-9, Math.abs(seed.smallest));
  const best = (variance ** 2 * reach) / smallest ** 2;
  const level = -2 * Math.log(usualAlpha);
  const arm = { share: 0, seen: plusValues(one, edges) };
  return { weight: 0, sum: 0, champion: arm, challenger: arm, mixture: best / (level + Math.log(level) + 1) };
}

/** The sequence after one more look. A block in which an arm has nothing tells of no difference. */
export function updateDifferenceSequence(
  sequence: DifferenceSequence,
  blocks: readonly DifferenceBlock[],
): DifferenceSequence {
  return blocks.reduce(withBlock, sequence);
}

/**
 * What is known of the difference; null while no block had both arms.
 *
 * @param designEffect how many outcomes carry the information of one that is independent of all others, 1 or more
 */
export function differenceInterval(
  { weight, sum, champion, challenger, mixture }: DifferenceSequence,
  { designEffect = 1, alpha = usualAlpha }: { readonly designEffect?: number; readonly alpha?: number } = {},
): DifferenceInterval | null {
  if (weight <= 0) return null;
  const variance =
    designEffect *
    (champion.share * varianceOf(champion.seen) + challenger.share * varianceOf(challenger.seen));
  const whole = variance + mixture;
  const half = Math.sqrt(whole * Math.log(whole / (mixture * alpha ** 2))) / weight;
  const difference = sum / weight;
  return { difference, low: difference - half, high: difference + half };
}

/** Of good and bad outcomes. */
export function valuesOfCounts({
  trials,
  successes,
}: {
  readonly trials: number;
  readonly successes: number;
}): ValueSums {
  const good = Math.min(trials, successes);
  return { count: trials, sum: good, squares: good };
}

const noValues: ValueSums = { count: 0, sum: 0, squares: 0 };

function withBlock(
  sequence: DifferenceSequence,
  { champion, challenger }: DifferenceBlock,
): DifferenceSequence {
  const seen = {
    champion: { ...sequence.champion, seen: plusValues(sequence.champion.seen, champion) },
    challenger: { ...sequence.challenger, seen: plusValues(sequence.challenger.seen, challenger) },
  };
  if (!(champion.count > 0 && challenger.count > 0)) return { ...sequence, ...seen };
  const weight = (champion.count * challenger.count) / (champion.count + challenger.count);
  const difference = challenger.sum / challenger.count - champion.sum / champion.count;
  const shared = (arm: ArmOfSequence, count: number) => ({ ...arm, share: arm.share + weight ** 2 / count });
  return {
    ...sequence,
    weight: sequence.weight + weight,
    sum: sequence.sum + weight * difference,
    champion: shared(seen.champion, champion.count),
    challenger: shared(seen.challenger, challenger.count),
  };
}

function varianceOf({ count, sum, squares }: ValueSums): number {
  return count > 0 ? Math.max(0, squares / count - (sum / count) ** 2) : 0;
}
