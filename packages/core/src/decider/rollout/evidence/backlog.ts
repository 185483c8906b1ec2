import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Backlogs } from "../../../vocabulary/trial/look-metrics.ts";
import { inWords } from "../../../words/duration.ts";
import { round } from "../../../words/numbers.ts";

/**
 * Why the challenger's queue is harm, in words; null where it is none. Limits are a person's and no test: a queue that grows says
 * nothing by chance. Where the champion's is as long, there is more to answer than before, and no version is to blame.
 */
export function harmOfBacklog(
  backlogs: Backlogs | undefined,
  { guards: { backlog: limits } }: Pick<ModelPolicy["rollout"], "guards">,
): string | null {
  if (!limits || !backlogs?.challenger) return null;
  const { champion, challenger } = backlogs;
  const { perInstance = Number.POSITIVE_INFINITY, oldest = Number.POSITIVE_INFINITY } = limits;
  if (challenger.perInstance > perInstance && (champion?.perInstance ?? 0) <= perInstance)
    return `All of this look at least ${round(challenger.perInstance)} requests for each instance waited on the challenger's endpoint; ${round(perInstance)} may, and on the champion's there were ${round(champion?.perInstance ?? 0)}.`;
  if (challenger.oldest > oldest && (champion?.oldest ?? 0) <= oldest)
    return `All of this look a request waited for ${inWords(challenger.oldest)} or longer on the challenger's endpoint; ${inWords(oldest)} may be, and on the champion's it was ${inWords(champion?.oldest ?? 0)}.`;
  return null;
}
