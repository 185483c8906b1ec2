import type { ModelPolicy } from "../../../policy/policy.ts";
import {
  evidenceIfServed,
  type ServedPart,
  splitEvidence,
} from "../../../stats/sequential/split-evidence.ts";
import type { TrialCohort } from "../../../vocabulary/state.ts";
import type { SplitCheck, SplitRead } from "../../../vocabulary/trial/split.ts";
import { percent, round } from "../../../words/numbers.ts";

/** A challenger that loses so large a part of its requests, beside what is tolerated, is one that anybody would want to see. */
const worthSeeing = 0.1;

/**
 * Whether the traffic was divided as it was asked for, over all divisions of the trial: a sample ratio mismatch says that
 * something chooses whose requests the challenger gets, and then nothing that is compared is comparable (Fabijan et al.,
 * KDD 2019, https://doi.org/10.1145/3292500.3330722).
 *
 * @param among so many challengers share the false alarms
 * @returns null where it is not checked, or nobody has read it
 */
export function checkSplit(
  cohorts: readonly Pick<TrialCohort, "asked">[],
  read: SplitRead | undefined,
  { splitCheck }: Pick<ModelPolicy["rollout"], "splitCheck">,
  among = 1,
): SplitCheck | null {
  if (splitCheck === "none" || !read) return null;
  const parts = cohorts.flatMap(({ asked }, index) => partOf(asked, read.served[index]));
  const { tolerance, falseAlarms } = splitCheck;
  const champion = sumOf(parts, ({ champion }) => champion);
  const challenger = sumOf(parts, ({ challenger }) => challenger);
  const all = champion + challenger;
  const line = -Math.log(falseAlarms / among);
  const weighed = { tolerance, designEffect: read.designEffect ?? 1 };
  const evidence = all > 0 ? splitEvidence(parts, weighed) : 0;
  const fewer = (1 - worthSeeing) / (1 + tolerance);
  const isSeen = read.designEffect !== null && all > 0 && evidenceIfServed(fewer, parts, weighed) >= line;
  return {
    of: read.of,
    found:
      read.designEffect !== null && evidence >= line ? "mismatch" : isSeen ? "as asked" : "not enough data",
    asked: all > 0 ? sumOf(parts, (part) => part.asked * (part.champion + part.challenger)) / all : 0,
    served: all > 0 ? challenger / all : 0,
    champion,
    challenger,
    evidence,
    line,
    designEffect: weighed.designEffect,
  };
}

/** What a mismatch is, and what to look for. */
export function mismatchInWords({
  of,
  asked,
  served,
  champion,
  challenger,
  evidence,
  line,
}: SplitCheck): string {
  return `The traffic is not divided as it was asked for: the challenger was served ${percentOf(served)} of the ${of}, ${challenger} of ${champion + challenger}, and ${percentOf(asked)} were asked for (ln E ${round(evidence)} crossed ${round(line)}), so the arms cannot be compared. Look for callers that name a variant themselves, for requests that one variant loses or callers repeat, and for ${of === "units" ? "labels that one variant's users do not get" : "single callers that send very much: where each keeps its variant, name them by rollout.outcomes.unit"}. A mismatch that is known and does no harm is tolerated by rollout.splitCheck.tolerance.`;
}

/** The check as one line beside the others. */
export function splitInWords(check: SplitCheck): string {
  const all = check.champion + check.challenger;
  if (all === 0) return `split: no ${check.of} are counted yet`;
  return `split: ${percentOf(check.served)} of ${all} ${check.of} served, ${percentOf(check.asked)} asked: ${check.found} (ln E ${round(check.evidence)} of ${round(check.line)})`;
}

/** A difference of a tenth of a percent may be what is told. */
function percentOf(share: number): string {
  return share > 0 && share < 0.01 ? `${round(share * 100)}%` : percent(share);
}

function partOf(
  asked: number | null,
  served: SplitRead["served"][number] | undefined,
): readonly ServedPart[] {
  return asked === null || asked <= 0 || asked >= 100 || !served ? [] : [{ asked: asked / 100, ...served }];
}

function sumOf(parts: readonly ServedPart[], of: (part: ServedPart) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}
