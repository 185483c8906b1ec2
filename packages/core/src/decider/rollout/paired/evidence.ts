import { rightShare } from "../../../stats/paired/paired-evidence.ts";
import { runEvidence } from "../../../stats/paired/run-evidence.ts";
import type { RolloutPaired } from "../../../vocabulary/state.ts";
import type { PairedEvidence } from "../../../vocabulary/trial/paired-runs.ts";
import { counts } from "./evolve.ts";

/** What each run that counts says: one value of a run, however many rows it has. */
export function runValues(paired: RolloutPaired): {
  /** How much more often the challenger was right than the champion, of the same rows. */
  readonly differences: readonly number[];
  readonly agreements: readonly number[];
} {
  const reads = paired.runs.flatMap((run) => (run.read && counts(paired, run) ? [run.read] : []));
  return {
    differences: reads.flatMap(({ outcomes }) =>
      outcomes ? [rightShare(outcomes, "challenger") - rightShare(outcomes, "champion")] : [],
    ),
    agreements: reads.map(({ rows, agreed }) => agreed / rows),
  };
}

/** @param margin by how much a challenger that is "not worse" may be worse */
export function pairedEvidenceOf(paired: RolloutPaired, margin: number): PairedEvidence {
  const { differences, agreements } = runValues(paired);
  const { labels, agreement } = paired;
  const of = (is: "above" | "below", limit: number) =>
    labels ? runEvidence(differences, { is, limit }) : null;
  const agreed = (is: "above" | "below") =>
    agreement === null ? null : runEvidence(agreements, { is, limit: agreement });
  return {
    better: of("above", 0),
    notWorse: of("above", -margin),
    worse: of("below", 0),
    agrees: agreed("above"),
    disagrees: agreed("below"),
  };
}

/** How much more often the challenger was right, on average of its runs; 0 where nobody knows. */
export function meanDifference(paired: RolloutPaired): number {
  const { differences } = runValues(paired);
  return differences.length === 0
    ? 0
    : differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
}
