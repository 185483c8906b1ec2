import { bisect } from "../../../stats/bisect.ts";
import { rightShare } from "../../../stats/paired/paired-evidence.ts";
import { runEvidence } from "../../../stats/paired/run-evidence.ts";
import { decisionLine } from "../../../stats/sequential/block-e-process.ts";
import type { BakeLimit } from "../../../vocabulary/entry.ts";
import type { Bake, RolloutPaired } from "../../../vocabulary/state.ts";
import type { PairedRunRead } from "../../../vocabulary/trial/paired-runs.ts";
import { percent, round } from "../../../words/numbers.ts";
import { counts, isAwaited, withRead } from "./evolve.ts";

/**
 * The share of wrong rows in a job that is no worse than the champion's, by the runs of its trial; null where they are too few
 * to say, or anything would be no worse. Each run is one value, as in the trial, and the limit is the lower end of a confidence
 * sequence for the champion's mean: what the sequential test does not reject.
 *
 * @param alpha the chance that the champion's mean is below that end
 * @param rise of wrong rows that is harm, as a share; half of it counts for nothing
 */
export function labelLimit(paired: RolloutPaired, alpha: number, rise: number): BakeLimit | null {
  const shares = rightShares(paired, "champion");
  const line = decisionLine(alpha);
  const isAbove = (limit: number) => runEvidence(shares, { is: "above", limit }) >= line;
  if (shares.length < 2 || !isAbove(0)) return null;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const limit = 1 - bisect(0, mean, isAbove) + rise / 2;
  return limit < 1 ? { limit, rise } : null;
}

/** What is known of a bake's jobs with these readings. */
export function jobsRead(
  paired: RolloutPaired,
  runs: NonNullable<Bake["runs"]>,
  reads: readonly PairedRunRead[],
): RolloutPaired {
  return withRead({ ...paired, runs }, reads);
}

/** What the labels of a bake's jobs say by now. */
export function judgeLabels(
  jobs: RolloutPaired,
  limit: number,
  line: number,
): {
  /** ln E. */
  readonly evidence: number;
  /** In words; null where none is shown. */
  readonly harm: string | null;
  readonly isAwaited: boolean;
  readonly words: string;
} {
  const shares = rightShares(jobs, "champion");
  const evidence = runEvidence(shares, { is: "below", limit: 1 - limit });
  const mean = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
  const known = `The labels of ${shares.length} of its ${jobs.runs.length} jobs are known`;
  const right = `it was right in ${percent(mean)} of their rows on average`;
  return {
    evidence,
    harm:
      evidence >= line
        ? `The promoted version is right less often than the champion of its trial: over ${shares.length} jobs ${right}, less than ${percent(1 - limit)}, ln E ${round(evidence)} crossed ${round(line)}.`
        : null,
    // Later jobs may show harm meanwhile, and are not waited for: labels that come after the next job would have no end.
    isAwaited: jobs.runs.slice(0, jobs.bake?.jobs).some((run) => isAwaited(jobs, run)),
    words: shares.length === 0 ? `${known}.` : `${known}: ${right}.`,
  };
}

/** One value of each run or job whose labels are known. */
function rightShares(paired: RolloutPaired, of: "champion" | "challenger"): readonly number[] {
  return paired.runs.flatMap((run) =>
    run.read?.outcomes && counts(paired, run) ? [rightShare(run.read.outcomes, of)] : [],
  );
}
