import { claimFile } from "@driftwheel/aws/monitor/counted-files.ts";
import { putOutcomes } from "@driftwheel/aws/monitor/outcome-metrics.ts";
import type { Joined } from "@driftwheel/core/monitor/quality/join.ts";
import type { HourToJudge } from "./hour-to-judge.ts";

/**
 * Puts the outcomes of each new file, once it is on record as counted. A run that dies between the two loses that
 * file's outcomes. The other order would count them twice: trials that never were, which a rollout takes for evidence.
 * What is lost was lost for both arms alike, and only makes a decision later.
 *
 * @returns how many outcomes were put
 */
export async function countOutcomes(
  { endpoint, fresh, counted }: HourToJudge,
  joined: Joined,
): Promise<number> {
  let put = 0;
  for (const path of fresh) {
    if (!(await claimFile(counted, path))) continue;
    const outcomes = joined.outcomes.get(path) ?? [];
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
