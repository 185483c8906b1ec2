import { claimFile } from "@driftwheel/aws/monitor/counted-files.ts";
import { putOutcomes } from "@driftwheel/aws/monitor/outcome-metrics.ts";
import type { Joined } from "@driftwheel/core/monitor/quality/join.ts";
import type { Outcome } from "@driftwheel/core/monitor/quality/metrics/outcome.ts";
import type { HourToJudge } from "./hour-to-judge.ts";

/** What of a file is counted now. */
interface Counted {
  readonly path: string;
  readonly round: number;
  readonly outcomes: readonly Outcome[];
  /** Ids of labels that are looked for again. */
  readonly waiting: readonly string[];
}

/** What is counted of each file: all of a new one, and of one that is looked at again the labels that had waited. */
export function newlyCounted({ fresh, again, last }: HourToJudge, joined: Joined): readonly Counted[] {
  const of = (path: string, round: number, isCounted: (id: string) => boolean): Counted => ({
    path,
    round,
    outcomes: [...(joined.outcomes.get(path) ?? [])].flatMap(([id, found]) => (isCounted(id) ? found : [])),
    waiting: last ? [] : (joined.waiting.get(path) ?? []).filter(isCounted),
  });
  return [
    ...[...fresh].map((path) => of(path, 0, () => true)),
    ...[...again].map(([path, { round, ids }]) => of(path, round, (id) => ids.has(id))),
  ];
}

/**
 * Puts the outcomes of each file, once it is on record as counted. A run that dies between the two loses that file's
 * outcomes. The other order would count them twice: trials that never were, which a rollout takes for evidence. What is
 * lost was lost for both arms alike, and only makes a decision later.
 *
 * @returns how many outcomes were put
 */
export async function countOutcomes(
  { endpoint, counted }: HourToJudge,
  files: readonly Counted[],
): Promise<number> {
  let put = 0;
  for (const { path, round, outcomes, waiting } of files) {
    if (!(await claimFile(counted, { path, round, waiting }))) continue;
    const variants = Map.groupBy(outcomes, ({ variant }) => variant);
    await putOutcomes(
      endpoint,
      [...variants].map(([variant, answers]) => ({
        variant,
        trials: answers.length,
        successes: answers.filter(({ success }) => success).length,
      })),
    );
    put += outcomes.length;
  }
  return put;
}
