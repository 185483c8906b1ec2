import { claimFile } from "@driftwheel/aws/monitor/counted-files.ts";
import { putOutcomes } from "@driftwheel/aws/monitor/outcome-metrics.ts";
import type { Joined } from "@driftwheel/core/monitor/quality/join.ts";
import {
  designEffectOf,
  firstRequests,
  type JudgedRequest,
  outcomeGroups,
} from "@driftwheel/core/monitor/quality/outcome-groups.ts";
import { deployedOn } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import type { HourToJudge } from "./hour-to-judge.ts";

/** What of a file is counted now. */
interface Counted {
  readonly path: string;
  readonly round: number;
  readonly requests: readonly JudgedRequest[];
  /** Ids of labels that are looked for again. */
  readonly waiting: readonly string[];
}

/** What is counted of each file: all of a new one, and of one that is looked at again the labels that had waited. */
export function newlyCounted({ fresh, again, last }: HourToJudge, joined: Joined): readonly Counted[] {
  const of = (path: string, round: number, isCounted: (id: string) => boolean): Counted => ({
    path,
    round,
    requests: requestsOf(joined, path).flatMap(({ id, ...request }) => (isCounted(id) ? [request] : [])),
    waiting: last ? [] : (joined.waiting.get(path) ?? []).filter(isCounted),
  });
  return [
    ...[...fresh].map((path) => of(path, 0, () => true)),
    ...[...again].map(([path, { round, ids }]) => of(path, round, (id) => ids.has(id))),
  ];
}

/** How many outcomes were counted, and how many are of requests so old that CloudWatch takes none of them. */
interface Put {
  readonly counted: number;
  readonly outOfTime: number;
}

/**
 * Puts the outcomes of each file, once it is on record as counted. A run that dies between the two loses that file's
 * outcomes, or those of its later requests. The other order would count them twice: trials that never were, which a
 * rollout takes for evidence. What is lost was lost for both arms alike, and only makes a decision later.
 */
export async function countOutcomes(
  { serves, counted, now, asked }: HourToJudge,
  files: readonly Counted[],
  joined: Joined,
): Promise<Put> {
  const put = { counted: 0, outOfTime: 0 };
  // All that the hour's labels tell, and not what is new alone: few units tell little.
  const all = [...joined.outcomes.keys()].flatMap((path) => requestsOf(joined, path));
  const designEffect = designEffectOf(all, asked ?? undefined);
  const first = asked?.units ? firstRequests(all) : undefined;
  for (const { path, round, requests, waiting } of files) {
    if (!(await claimFile(counted, { path, round, waiting }))) continue;
    // Values that others put would count beside these.
    if (asked === null) continue;
    const { groups, outOfTime } = outcomeGroups(requests, designEffect, now.getTime(), asked, first);
    await putOutcomes(deployedOn(serves.name).endpoint, groups);
    put.counted += groups.reduce((sum, { trials }) => sum + trials, 0);
    put.outOfTime += outOfTime;
  }
  return put;
}

function requestsOf(joined: Joined, path: string): readonly (JudgedRequest & { readonly id: string })[] {
  return [...(joined.outcomes.get(path) ?? [])].map(([id, outcomes]) => {
    const { at = null, units = null, segments = null } = joined.asked.get(id) ?? {};
    return { id, at, units, segments, outcomes };
  });
}
