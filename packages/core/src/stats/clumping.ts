import { type ArmCounts, together } from "./sequential/arm-counts.ts";

/** With fewer blocks nobody can say that they differ by more than chance. */
const fewestBlocks = 16;
/** Of fewer periods a few sessions that send much may be all there is, so counts are taken to clump as much as this. */
const enoughPeriods = 60;
const unseen = 100;
/** So many standard errors blocks must differ beyond chance, which is asked of every length. */
const sure = 2.5;

/**
 * The design effect of counts that may be assigned in clumps (a session's requests all to one arm): how much the shares of
 * blocks of periods differ, over how much they would if each count were assigned by itself. Blocks are of 1, 2, 4, ...
 * periods, because a session that lasts for an hour hardly shows in minutes (Flyvbjerg and Petersen 1989,
 * https://doi.org/10.1063/1.457480). A share that is off the whole time is no clumping: each run has its own mean.
 *
 * Once any length shows clumps they are taken to last as long as the longest run, since blocks of its length are one only
 * and cannot tell.
 *
 * @param runs periods in a row that had one share, each with all counts as `trials` and the challenger's as `successes`
 * @returns 1 where nothing shows clumps; null while there are too few periods to say
 */
export function clumping(runs: readonly (readonly ArmCounts[])[]): number | null {
  let blocks: readonly (readonly ArmCounts[])[] = runs.map((run) => run.filter(({ trials }) => trials > 0));
  const periods = blocks.reduce((sum, run) => sum + run.length, 0);
  const longest = Math.max(0, ...blocks.map((run) => run.length));
  let found: number | null = null;
  let length = 1;
  for (; ; length *= 2) {
    const { ratio, freedom } = differing(blocks);
    if (freedom < fewestBlocks - 1) break;
    found ??= 1;
    if (ratio > byChance(freedom)) found = Math.max(found, ratio);
    blocks = blocks.map(inPairs);
  }
  if (found === null) return null;
  const clumps = found === 1 ? 1 : (found * longest) / (length / 2);
  return periods < enoughPeriods ? Math.max(unseen, clumps) : clumps;
}

/** How large chi-square over its degrees of freedom is at most by chance (Wilson and Hilferty 1931, https://doi.org/10.1073/pnas.17.12.684). */
function byChance(freedom: number): number {
  const variance = 2 / (9 * freedom);
  return (1 - variance + sure * Math.sqrt(variance)) ** 3;
}

/** Chi-square of the blocks' shares around their run's, over its degrees of freedom. */
function differing(runs: readonly (readonly ArmCounts[])[]): {
  readonly ratio: number;
  readonly freedom: number;
} {
  let [squares, freedom] = [0, 0];
  for (const run of runs) {
    const { trials, successes } = run.reduce(together, { trials: 0, successes: 0 });
    const mean = trials > 0 ? successes / trials : 0;
    const variance = mean * (1 - mean);
    if (run.length < 2 || !(variance > 0)) {
      freedom += Math.max(0, run.length - 1);
      squares += Math.max(0, run.length - 1);
      continue;
    }
    for (const block of run) {
      squares += (block.successes - mean * block.trials) ** 2 / (block.trials * variance);
    }
    freedom += run.length - 1;
  }
  return { ratio: freedom > 0 ? squares / freedom : 1, freedom };
}

/** Blocks of twice the length; a last one without a neighbour is left out. */
function inPairs(run: readonly ArmCounts[]): readonly ArmCounts[] {
  return Array.from({ length: Math.floor(run.length / 2) }, (_, index) => {
    const [one, other] = run.slice(2 * index, 2 * index + 2);
    return one && other ? together(one, other) : { trials: 0, successes: 0 };
  });
}
